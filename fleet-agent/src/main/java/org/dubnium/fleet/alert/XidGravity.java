package org.dubnium.fleet.alert;

import org.dubnium.common.xid.Xid;
import org.dubnium.common.xid.XidCatalogue;

/** How grave an XID is as an alert: what the catalogue says, and critical where it says nothing. */
final class XidGravity {

  private XidGravity() {}

  static Severity severity(double code) {
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
  static boolean isCritical(double code) {
    return severity(code) == Severity.CRITICAL;
  }

  /** Whether a later code would hide a graver one, if it took its place. */
  static boolean hides(double later, double earlier) {
    return isCritical(earlier)
        && (!isCritical(later) || XidCatalogue.of((long) later).recovery().follows());
  }
}
