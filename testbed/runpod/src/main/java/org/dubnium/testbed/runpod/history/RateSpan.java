package org.dubnium.testbed.runpod.history;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which something cost the same.
 *
 * @param until exclusive; null while it goes on
 * @param compute USD per hour for GPUs, or for CPUs of a pod without
 * @param storage USD per hour for disks, or of a volume
 */
public record RateSpan(Instant from, @Nullable Instant until, double compute, double storage) {

  private static final double MILLIS_PER_HOUR = 3_600_000;

  /** How much of the span lies in that time, in hours. */
  public double hours(Instant start, Instant end) {
    Instant first = from.isBefore(start) ? start : from;
    Instant last = until == null || until.isAfter(end) ? end : until;
    return first.isBefore(last) ? Duration.between(first, last).toMillis() / MILLIS_PER_HOUR : 0;
  }

  /** Whether it holds at that time. */
  public boolean contains(Instant time) {
    return !time.isBefore(from) && (until == null || time.isBefore(until));
  }
}
