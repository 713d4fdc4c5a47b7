package org.dubnium.dbus.contract;

import java.util.Locale;

/** Whether a caller may have a mode, in the words of logind's {@code CanReboot}. */
public enum Allowed {
  YES,
  NO,
  /** After authentication. */
  CHALLENGE,
  /** Nobody can have it on this host: what it is for is placed on another one. */
  NA;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
