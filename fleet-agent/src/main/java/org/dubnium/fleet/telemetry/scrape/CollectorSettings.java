package org.dubnium.fleet.telemetry.scrape;

import java.time.Duration;

/**
 * How sources are read.
 *
 * @param interval between two readings of a source, and between two rounds
 * @param deadline of one reading
 * @param longestBackoff between two readings of a source that does not answer
 */
public record CollectorSettings(Duration interval, Duration deadline, Duration longestBackoff) {

  public static final CollectorSettings DEFAULT =
      new CollectorSettings(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofMinutes(5));

  public CollectorSettings {
    if (!deadline.isPositive()) {
      throw new IllegalArgumentException("cannot read anything within a deadline of " + deadline);
    }
    var _ = new Schedule(interval, longestBackoff);
  }
}
