package org.dubnium.fleet.telemetry.scrape;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a source is read: first at some time within an interval, so that not all are asked at once;
 * then every interval, a little more or less; one that does not answer, half as often after every
 * failure.
 *
 * @param interval between two readings of a source that answers
 * @param longest between two readings of one that does not
 */
record Schedule(Duration interval, Duration longest) {

  /** Part of the time by which it may be longer or shorter. */
  private static final double JITTER = 0.1;

  /** Doubling more often than that overflows nothing and changes nothing. */
  private static final int MOST_DOUBLINGS = 20;

  Schedule {
    if (!interval.isPositive() || longest.compareTo(interval) < 0) {
      throw new IllegalArgumentException("cannot wait longest for less than the interval");
    }
  }

  /** How long until the first reading. */
  Duration first(RandomGenerator random) {
    return scaled(interval, random.nextDouble());
  }

  /** How long from the beginning of one reading to that of the next. */
  Duration next(int failures, RandomGenerator random) {
    Duration time = interval;
    for (int i = 1; i < Math.min(failures, MOST_DOUBLINGS); i++) {
      time = time.multipliedBy(2);
    }
    Duration bounded = time.compareTo(longest) < 0 ? time : longest;
    return scaled(bounded, 1 + JITTER * (2 * random.nextDouble() - 1));
  }

  private static Duration scaled(Duration time, double factor) {
    return Duration.ofNanos(Math.round(time.toNanos() * factor));
  }
}
