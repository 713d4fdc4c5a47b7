package org.dubnium.daemon.engine;

/** A request that does not become a transition. */
public final class RequestRefused extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why, as the D-Bus contract names it. */
  public enum Kind {
    UNKNOWN_MODE,
    BUSY,
    UNEXPECTED_CURRENT,
    NOT_CANCELLABLE,
    AUDIT_UNAVAILABLE
  }

  private final Kind kind;
  private final String why;

  RequestRefused(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.why = message;
  }

  @Override
  public String getMessage() {
    return why;
  }

  public Kind kind() {
    return kind;
  }
}
