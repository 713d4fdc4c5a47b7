package org.dubnium.fleet.alert.store;

import org.dubnium.fleet.domain.OperationException;

/** Alerts cannot be kept, or not be read. */
public final class AlertStoreException extends OperationException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message begins with "cannot" and says what to do where there is something to be done
   */
  public AlertStoreException(String message, Throwable cause) {
    super(Kind.UNAVAILABLE, message, cause);
  }
}
