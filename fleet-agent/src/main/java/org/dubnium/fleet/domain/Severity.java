package org.dubnium.fleet.domain;

import java.util.Locale;

/** How grave an alert is, in the four words of PagerDuty's events API v2. */
public enum Severity {
  CRITICAL,
  ERROR,
  WARNING,
  INFO;

  /** {@code critical} and so on. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
