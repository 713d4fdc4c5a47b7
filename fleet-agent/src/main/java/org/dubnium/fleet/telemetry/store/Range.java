package org.dubnium.fleet.telemetry.store;

import java.time.Instant;

/**
 * A time from, inclusive, to, exclusive, in milliseconds since the epoch.
 *
 * @param start of the first point
 * @param end not before the start
 */
record Range(long start, long end) {

  /** Times that no reading has, for questions that mean "ever". */
  private static final Instant EARLIEST = Instant.ofEpochMilli(Long.MIN_VALUE / 4);

  private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE / 4);

  static Range of(Instant start, Instant end) {
    return new Range(millis(start), millis(end));
  }

  /** The first whole millisecond that is not before this: readings have whole milliseconds. */
  private static long millis(Instant instant) {
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      return (instant.isBefore(EARLIEST) ? EARLIEST : LATEST).toEpochMilli();
    }
    long floor = instant.toEpochMilli();
    return Instant.ofEpochMilli(floor).equals(instant) ? floor : floor + 1;
  }

  boolean contains(long time) {
    return start <= time && time < end;
  }

  boolean isEmpty() {
    return start >= end;
  }

  /** What of it is before a time. */
  Range before(long time) {
    return new Range(start, Math.max(start, Math.min(end, time)));
  }

  /** Long enough for all readings of the spans that begin in it. */
  Range covering(long width) {
    return new Range(start, Math.ceilDiv(end, width) * width);
  }
}
