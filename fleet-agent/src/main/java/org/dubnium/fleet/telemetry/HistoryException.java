package org.dubnium.fleet.telemetry;

/** The past cannot be kept, or not be told. */
public final class HistoryException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message begins with "cannot" and says what to do where there is something to be done
   */
  public HistoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
