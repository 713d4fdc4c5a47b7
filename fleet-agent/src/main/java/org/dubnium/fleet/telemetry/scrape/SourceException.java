package org.dubnium.fleet.telemetry.scrape;

/** A source was not read. */
public final class SourceException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message begins with "cannot" and names the source
   */
  public SourceException(String message) {
    super(message);
  }

  /**
   * Makes one.
   *
   * @param message begins with "cannot" and names the source
   */
  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
