package org.dubnium.bus;

/**
 * A D-Bus error: one that a remote service answered, one that a handler answers with, or a call
 * that got no answer ({@link StandardError#NO_REPLY}, {@link StandardError#DISCONNECTED}).
 */
public final class BusException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String errorName;
  private final String text;

  /**
   * An error.
   *
   * @param errorName as it stands on the wire
   * @param text the message that comes with it, for people
   */
  public BusException(String errorName, String text) {
    super(errorName + ": " + text);
    this.errorName = errorName;
    this.text = text;
  }

  /** The error's full name, as it stands on the wire. */
  public String errorName() {
    return errorName;
  }

  /** The text that came with the error, without its name. */
  public String text() {
    return text;
  }

  public boolean is(ErrorName error) {
    return errorName.equals(error.errorName());
  }
}
