package org.dubnium.fleet.domain;

import org.dubnium.common.xid.Xid;
import org.dubnium.common.xid.XidCatalogue;

/** The severity of an XID as an alert: as the catalogue says, or critical for an unknown code. */
public final class XidSeverity {

  private XidSeverity() {}

  static Severity of(double code) {
    Xid xid = XidCatalogue.of((long) code);
    if (!xid.isKnown()) {
      return Severity.CRITICAL;
    }
    return switch (xid.severity()) {
      case CRITICAL -> Severity.CRITICAL;
      case WARNING -> Severity.WARNING;
      case INFO -> Severity.INFO;
    };
  }

  /** Whether the GPU does not work after it, may not, or the code is unknown. */
  public static boolean isCritical(double code) {
    return of(code) == Severity.CRITICAL;
  }

  /** Whether a later code would hide a more severe one if it replaced it. */
  public static boolean hides(double later, double earlier) {
    return isCritical(earlier)
        && (!isCritical(later) || XidCatalogue.of((long) later).recovery().follows());
  }

  /** What happened and what helps, in words. */
  static String words(double code) {
    Xid xid = XidCatalogue.of((long) code);
    return xid + ": " + xid.recovery().words();
  }
}
