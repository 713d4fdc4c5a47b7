package org.dubnium.fleet.domain;

import org.dubnium.common.xid.Xid;
import org.dubnium.common.xid.XidCatalogue;

/** How grave an XID is as an alert: what the catalogue says, and critical where it says nothing. */
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

  /** Whether the GPU is out of order with it, may well be, or nobody knows. */
  public static boolean isCritical(double code) {
    return of(code) == Severity.CRITICAL;
  }

  /** Whether a later code would hide a graver one, if it took its place. */
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
