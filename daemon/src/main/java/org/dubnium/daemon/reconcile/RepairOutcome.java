package org.dubnium.daemon.reconcile;

/** How one repair ended. */
public sealed interface RepairOutcome {

  /** For people; empty if there is nothing to say. */
  String message();

  /** What was wanted is there. */
  record Repaired() implements RepairOutcome {
    @Override
    public String message() {
      return "";
    }
  }

  /** It is not. */
  record Failed(String message) implements RepairOutcome {}

  /** The host is no longer in the mode: what was done must not be done again. */
  record Harmful(String message) implements RepairOutcome {}

  /** A transition was asked for in the middle. */
  record CalledOff() implements RepairOutcome {
    @Override
    public String message() {
      return "a transition was asked for";
    }
  }

  /** Nothing was done, since it could not be put on record. */
  record NotRecorded(String message) implements RepairOutcome {}
}
