package org.dubnium.fleet.telemetry;

import java.util.Locale;

/** What there is to say of a metric over a while. */
public enum Statistic {
  MIN,
  AVERAGE,
  MAX;

  /** {@code min} and so on. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
