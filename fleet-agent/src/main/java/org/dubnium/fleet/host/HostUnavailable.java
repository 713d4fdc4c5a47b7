package org.dubnium.fleet.host;

/** The mode controller does not answer, or refuses. */
public final class HostUnavailable extends Exception {

  private static final long serialVersionUID = 1L;

  private final String errorName;

  /**
   * Makes one.
   *
   * @param errorName of the D-Bus error; empty if the bus itself cannot be reached
   */
  public HostUnavailable(String errorName, String message, Throwable cause) {
    super(message, cause);
    this.errorName = errorName;
  }

  /** The last part of the error's name, such as {@code UnknownMode}; empty for no error. */
  public String code() {
    return errorName.substring(errorName.lastIndexOf('.') + 1);
  }
}
