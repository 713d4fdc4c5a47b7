package org.dubnium.daemon.engine;

/** The host cannot be read well enough to say what a request would do. */
public final class ObservationUnavailable extends Exception {

  private static final long serialVersionUID = 1L;

  private final String why;

  ObservationUnavailable(String message) {
    super(message);
    this.why = message;
  }

  @Override
  public String getMessage() {
    return why;
  }
}
