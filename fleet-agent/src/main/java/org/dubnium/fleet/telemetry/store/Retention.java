package org.dubnium.fleet.telemetry.store;

import java.time.Duration;

/**
 * How long each tier is kept, each at least as long as the finer one. What is older goes in the
 * rounds after, {@link #SLACK} late: a clock that is an hour ahead for a while costs nothing.
 *
 * @param raw readings as they were
 * @param minute extremes and mean of each minute
 * @param hour extremes and mean of each hour
 */
public record Retention(Duration raw, Duration minute, Duration hour) {

  /** How much longer than promised everything is kept. */
  public static final Duration SLACK = Duration.ofHours(1);

  /** A day, thirty days, two years. */
  public static final Retention DEFAULT =
      new Retention(Duration.ofDays(1), Duration.ofDays(30), Duration.ofDays(731));

  public Retention {
    if (!raw.isPositive() || minute.compareTo(raw) < 0 || hour.compareTo(minute) < 0) {
      throw new IllegalArgumentException(
          "cannot keep telemetry for less than no time, or coarser telemetry for less time than"
              + " finer: make raw, minute and hour positive and each as long as the one before");
    }
  }

  /** How long a tier is kept, slack included. */
  Duration of(Tier tier) {
    return SLACK.plus(
        switch (tier) {
          case RAW -> raw;
          case MINUTE -> minute;
          case HOUR -> hour;
        });
  }
}
