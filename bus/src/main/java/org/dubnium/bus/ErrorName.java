package org.dubnium.bus;

/** An error that has a name on the bus. */
public interface ErrorName {

  /** The full name, such as {@code org.freedesktop.DBus.Error.AccessDenied}. */
  String errorName();

  /**
   * The exception that sends this error to a caller.
   *
   * @param message for people; starts with "cannot …" and holds nothing that the caller may not
   *     know
   */
  default BusException because(String message) {
    return new BusException(errorName(), message);
  }
}
