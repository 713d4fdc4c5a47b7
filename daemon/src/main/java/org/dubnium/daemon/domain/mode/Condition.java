package org.dubnium.daemon.domain.mode;

import java.util.Locale;

/** How well the current mode holds. */
public enum Condition {
  /** Every clause of the contract holds. */
  SETTLED,
  /** The mode holds, but some clause of its contract does not. */
  DEGRADED,
  /** A transition is under way. */
  TRANSITIONING,
  /** The last transition left the host where it should not be. */
  FAILED_TRANSITION,
  /** The mode cannot be told. */
  UNKNOWN;

  /** As bus, files and log write it: lower-case with dashes. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
