package org.dubnium.bus;

/**
 * Errors that the D-Bus specification and its reference implementation name ({@code
 * dbus/dbus-protocol.h}).
 */
public enum StandardError implements ErrorName {
  ACCESS_DENIED("AccessDenied"),
  /** Local: the connection is gone, or went while the answer was awaited. */
  DISCONNECTED("Disconnected"),
  /** Something went wrong that has no name of its own. */
  FAILED("Failed"),
  /** Local: the answer is none that its contract allows. */
  INCONSISTENT_MESSAGE("InconsistentMessage"),
  /** The caller may do it after authentication, and did not allow us to ask for it. */
  INTERACTIVE_AUTHORIZATION_REQUIRED("InteractiveAuthorizationRequired"),
  INVALID_ARGS("InvalidArgs"),
  LIMITS_EXCEEDED("LimitsExceeded"),
  NAME_HAS_NO_OWNER("NameHasNoOwner"),
  /** Local: no answer before the deadline. From the bus: the peer went without answering. */
  NO_REPLY("NoReply"),
  PROPERTY_READ_ONLY("PropertyReadOnly"),
  SERVICE_UNKNOWN("ServiceUnknown"),
  UNKNOWN_INTERFACE("UnknownInterface"),
  UNKNOWN_METHOD("UnknownMethod"),
  UNKNOWN_OBJECT("UnknownObject"),
  UNKNOWN_PROPERTY("UnknownProperty");

  private final String errorName;

  StandardError(String suffix) {
    this.errorName = "org.freedesktop.DBus.Error." + suffix;
  }

  @Override
  public String errorName() {
    return errorName;
  }
}
