package org.dubnium.daemon.delegation;

/** A ticket or a delegation that is not to be had, or not in force. */
public final class DelegationRefused extends Exception {

  private static final long serialVersionUID = 1L;

  /** In what way. */
  public enum Kind {
    NO_SUCH_TICKET,
    NO_SUCH_DELEGATION,
    /** Too many, or too often. */
    LIMIT
  }

  private final Kind kind;

  DelegationRefused(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
