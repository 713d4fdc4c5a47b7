package org.dubnium.fleet.telemetry.scrape;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.dubnium.common.time.Backoff;

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
    Duration time = new Backoff(interval, 2, longest).after(failures - 1);
    return scaled(time, 1 + JITTER * (2 * random.nextDouble() - 1));
  }

  private static Duration scaled(Duration time, double factor) {
    return Duration.ofNanos(Math.round(time.toNanos() * factor));
  }
}
