package org.dubnium.fleet.telemetry.prometheus;

import java.time.Duration;
import java.time.Instant;
import org.dubnium.fleet.telemetry.HistoryQuery;

/**
 * The times of a question: spans of one length that begin at multiples of it, the first not before
 * the question's start. A span is what Prometheus' {@code …_over_time} looks back on from its end,
 * less one millisecond: what is read at the very end is the next span's.
 *
 * @param first when the first span begins, in milliseconds since the epoch
 * @param last when the last one begins; before the first for no span at all
 * @param length milliseconds
 */
record Spans(long first, long last, long length) {

  /** Prometheus refuses more points of one series: {@code query_range} of its HTTP API. */
  private static final long MOST = 11_000;

  private static final long SHORTEST = 1_000;

  /** As long as the question allows, and as few as Prometheus answers. */
  static Spans of(HistoryQuery query) {
    long start = millis(query.start());
    long end = millis(query.end());
    long least = Math.ceilDiv(end - start, MOST);
    long length = Math.max(Math.max(least, SHORTEST), asked(query.resolution()));
    long first = Math.ceilDiv(start, length) * length;
    long last = Math.ceilDiv(end, length) * length - length;
    return new Spans(first, last, length);
  }

  private static long asked(Duration resolution) {
    return resolution.compareTo(Duration.ofDays(1000)) > 0
        ? Duration.ofDays(1000).toMillis()
        : resolution.toMillis();
  }

  /** A time that is so far away as to be no number of milliseconds is as far as there are any. */
  private static long millis(Instant time) {
    return Math.clamp(time.getEpochSecond(), 0, 253_402_300_799L) * 1000
        + (time.getEpochSecond() < 0 ? 0 : time.getNano() / 1_000_000);
  }

  boolean areNone() {
    return last < first;
  }

  /** {@code 3600000ms}, as PromQL writes durations. */
  String range() {
    return length + "ms";
  }

  /** When the first span is looked back on, in seconds. */
  String from() {
    return seconds(first + length - 1);
  }

  /** When the last one is. */
  String to() {
    return seconds(last + length - 1);
  }

  String step() {
    return seconds(length);
  }

  /** When the span began that was looked back on. */
  Instant begin(double seconds) {
    return Instant.ofEpochMilli(Math.round(seconds * 1000) + 1 - length);
  }

  private static String seconds(long millis) {
    return java.math.BigDecimal.valueOf(millis, 3).toPlainString();
  }
}
