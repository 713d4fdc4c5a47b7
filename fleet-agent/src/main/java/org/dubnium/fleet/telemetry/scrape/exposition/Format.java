package org.dubnium.fleet.telemetry.scrape.exposition;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which of the two text formats an exporter speaks. */
public enum Format {
  /** Prometheus' text format 0.0.4. */
  TEXT,
  /** OpenMetrics 1.0: ends with {@code # EOF}, so that a text that was cut off is found out. */
  OPEN_METRICS;

  /**
   * As the header {@code Content-Type} says; what is unknown or absent is taken for {@link #TEXT}.
   */
  public static Format of(@Nullable String contentType) {
    return contentType != null
            && contentType.toLowerCase(Locale.ROOT).startsWith("application/openmetrics-text")
        ? OPEN_METRICS
        : TEXT;
  }
}
