package org.dubnium.daemon.port;

/** The host refused something or did not answer. The message names what, and why. */
public class HostException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String what;

  public HostException(String message) {
    super(message);
    this.what = message;
  }

  public HostException(String message, Throwable cause) {
    super(message, cause);
    this.what = message;
  }

  @Override
  public String getMessage() {
    return what;
  }
}
