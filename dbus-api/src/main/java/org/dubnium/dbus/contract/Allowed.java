package org.dubnium.dbus.contract;

import java.util.Locale;

/** Whether a caller may have a mode, in the words of logind's {@code CanReboot}. */
public enum Allowed {
  YES,
  NO,
  /** After authentication. */
  CHALLENGE,
  /** Nobody may: no way leads there. */
  NA;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
