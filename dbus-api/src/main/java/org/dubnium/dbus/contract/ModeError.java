package org.dubnium.dbus.contract;

import org.dubnium.bus.ErrorName;

/** Errors of our own, for what has no standard one. */
public enum ModeError implements ErrorName {
  AUDIT_UNAVAILABLE("AuditUnavailable"),
  BUSY("Busy"),
  CONFIGURATION_INVALID("ConfigurationInvalid"),
  /** Of what is done without a job, whose guards would tell. */
  GUARD_DENIED("GuardDenied"),
  GUARD_NOT_BYPASSABLE("GuardNotBypassable"),
  INVALID_OPTION("InvalidOption"),
  MODEL_IN_USE("ModelInUse"),
  NOT_CANCELLABLE("NotCancellable"),
  NOT_OWNER("NotOwner"),
  NO_SUCH_DELEGATION("NoSuchDelegation"),
  NO_SUCH_HOLD("NoSuchHold"),
  NO_SUCH_JOB("NoSuchJob"),
  NO_SUCH_MODEL("NoSuchModel"),
  NO_SUCH_TICKET("NoSuchTicket"),
  OBSERVATION_UNAVAILABLE("ObservationUnavailable"),
  UNEXPECTED_CURRENT("UnexpectedCurrent"),
  UNKNOWN_MODE("UnknownMode");

  private final String errorName;

  ModeError(String suffix) {
    this.errorName = "org.dubnium.ModeController.Error." + suffix;
  }

  @Override
  public String errorName() {
    return errorName;
  }
}
