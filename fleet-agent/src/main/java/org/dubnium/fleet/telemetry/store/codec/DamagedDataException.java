package org.dubnium.fleet.telemetry.store.codec;

/** Bytes that no encoder here has written. */
public final class DamagedDataException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message begins with "cannot"
   */
  public DamagedDataException(String message) {
    super(message);
  }
}
