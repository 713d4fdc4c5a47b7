package org.dubnium.fleet.http;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** The time that a request for the past is about. */
record TimeRange(Instant start, Instant end) {

  private static final long DEFAULT_MINUTES = 60;
  private static final long MOST_MINUTES = 60L * 24 * 366 * 2;
  private static final long LATEST = Instant.parse("9999-01-01T00:00:00Z").toEpochMilli();

  /** Points of one curve: more than a screen shows. */
  private static final long POINTS = 1000;

  /** Rows of one answer. */
  private static final long MOST_ROWS = 200_000;

  /**
   * From {@code start} and {@code end} (milliseconds since the epoch), or {@code duration} (minutes,
   * up to now or to the end).
   */
  static TimeRange of(Query query, Instant now) throws Problem {
    OptionalLong start = query.number("start", 0, LATEST);
    Instant end = Instant.ofEpochMilli(query.number("end", 0, LATEST).orElse(now.toEpochMilli()));
    long minutes = query.number("duration", 1, MOST_MINUTES).orElse(DEFAULT_MINUTES);
    Instant begin =
        start.isPresent()
            ? Instant.ofEpochMilli(start.getAsLong())
            : end.minus(Duration.ofMinutes(minutes));
    if (!begin.isBefore(end)) {
      throw Problem.badRequest("cannot ask for a time that ends before it begins");
    }
    if (Duration.between(begin, end).toMinutes() > MOST_MINUTES) {
      throw Problem.badRequest("cannot ask for more than two years at once");
    }
    return new TimeRange(begin, end);
  }

  /**
   * How long a point may stand for, so that the answer stays of a size that can be shown.
   *
   * @param curves how many there are to be
   */
  Duration resolution(int curves) {
    long points = Math.max(1, Math.min(POINTS, MOST_ROWS / Math.max(1, curves)));
    return Duration.between(start, end).dividedBy(points);
  }
}
