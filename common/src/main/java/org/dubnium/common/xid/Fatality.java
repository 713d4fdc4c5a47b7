package org.dubnium.common.xid;

import java.util.Locale;

/** Whether the GPU can go on after an XID. In growing gravity. */
public enum Fatality {
  /** It goes on by itself. */
  NO,
  /** It depends on the text of the kernel's line or on the GPU, or is not documented. */
  MAYBE,
  /** It needs a reset, or the machine a reboot. */
  YES;

  /** {@code no maybe yes}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
