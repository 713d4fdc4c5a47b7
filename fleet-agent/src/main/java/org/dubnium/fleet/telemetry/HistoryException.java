package org.dubnium.fleet.telemetry;

import org.dubnium.fleet.domain.OperationException;

/** The past cannot be kept, or not be told. */
public final class HistoryException extends OperationException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message begins with "cannot" and says what to do where there is something to be done
   */
  public HistoryException(String message, Throwable cause) {
    super(Kind.UNAVAILABLE, message, cause);
  }
}
