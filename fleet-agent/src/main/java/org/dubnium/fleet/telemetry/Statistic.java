package org.dubnium.fleet.telemetry;

import java.util.Locale;
import java.util.Optional;

/** What there is to say of a metric over a while. */
public enum Statistic {
  MIN,
  AVERAGE,
  MAX;

  /** {@code min} and so on. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Statistic> parse(String text) {
    for (Statistic statistic : values()) {
      if (statistic.text().equals(text)) {
        return Optional.of(statistic);
      }
    }
    return Optional.empty();
  }
}
