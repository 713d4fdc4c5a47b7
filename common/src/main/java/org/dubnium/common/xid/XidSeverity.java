package org.dubnium.common.xid;

import java.util.Locale;

/** How much attention an XID deserves. In growing gravity. */
public enum XidSeverity {
  /** Nothing is lost. */
  INFO,
  /** A program failed, or nobody knows what the code means. */
  WARNING,
  /** The GPU is out of order, or is likely to be. */
  CRITICAL;

  /** {@code info warning critical}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
