package org.dubnium.daemon.log;

/**
 * The kinds of event that the journal tells apart, each with its {@code MESSAGE_ID}. They are made
 * once and never change: {@code journalctl MESSAGE_ID=…} and monitoring depend on them.
 */
public enum LogEvent {
  /** A transition was asked for and authorised. */
  TRANSITION_REQUESTED("e7cb44d2c1634095a792aa1c910192e2"),
  /** Every guard has said its word. */
  TRANSITION_JUDGED("17f53e9979a540c884844191c58021f7"),
  /** It is settled which steps lead to the mode. */
  TRANSITION_PLANNED("9379184b85854f0cb82cb1767483c519"),
  /** A step is about to change or to await something. */
  STEP_BEGUN("3c7bd39d67554d44a54dc66d708257bc"),
  /** A step has done what it is for. */
  STEP_DONE("e27f61c8d5d6430296f116b78359efad"),
  /** A step has not, and the transition goes back. */
  STEP_FAILED("9a6ed2a9fc954c61a2ff57254105106d"),
  /** A step that was done has been undone. */
  STEP_UNDONE("6f751cb33a9d4bee9783e76693cead3c"),
  /** What was done is being undone, for the reason that is told. */
  ROLLING_BACK("57cad89a6ee64e92b38cb75d28f3bc9e"),
  /** An unfinished transition of an earlier life of the daemon was found and is dealt with. */
  TRANSITION_RECOVERED("fa917ae36c634619a0e6b37ca419c943"),
  /** A transition is over; {@code DUBNIUM_OUTCOME} tells how. */
  TRANSITION_FINISHED("86e1f18ade0c4312869d96ea74b89545"),
  /** Something that the contract wants is about to be brought back. */
  REPAIR_BEGUN("ea3ec67f402641d281f273466fdd445a"),
  /** It holds again. */
  REPAIR_DONE("699a3609cef64e5cba8b89d7fbeeaacc"),
  /** It does not, or the repair was called off; {@code DUBNIUM_OUTCOME} tells which. */
  REPAIR_FAILED("da20aeca073d4cd098f589b3f52b15d4"),
  /** It was tried so often that it is tried no more. */
  REPAIR_GAVE_UP("2eeb592105424f33803c2f36380173be"),
  /** It does not hold, and bringing it back is not for a repair to do, for the reason told. */
  REPAIR_REFUSED("8d1dc0e94a1d46828c3879271ee17f3e"),
  /** The audit log has this entry as its last: what is cut off it later can be told from this. */
  AUDIT_HEAD("7fb6902e4ea34452987eae7e09089b92");

  private final String messageId;

  LogEvent(String messageId) {
    this.messageId = messageId;
  }

  /** 128 bits in lower-case hexadecimal, sd_journal_print(3), systemd.journal-fields(7). */
  public String messageId() {
    return messageId;
  }
}
