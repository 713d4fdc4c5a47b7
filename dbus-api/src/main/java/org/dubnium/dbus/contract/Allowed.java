package org.dubnium.dbus.contract;

import java.util.Locale;
import org.dubnium.bus.codec.FieldType;

/** Whether a caller may have a mode, in the words of logind's {@code CanReboot}. */
public enum Allowed {
  YES,
  NO,
  /** After authentication. */
  CHALLENGE,
  /** Nobody can have it on this host: what it is for is placed on another one. */
  NA;

  /** As it travels. */
  public static final FieldType<Allowed> WORD = FieldType.word(Allowed.class, Allowed::text);

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
