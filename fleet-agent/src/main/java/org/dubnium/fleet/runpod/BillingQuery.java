package org.dubnium.fleet.runpod;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Of which time, and of which pods, the bill is asked for.
 *
 * @param bucket length of time of one record
 * @param start widened to a bucket's begin; empty with {@code lastN}
 * @param end exclusive, widened to a bucket's end; empty with {@code lastN}
 * @param lastN so many buckets, the present one included, from 1; empty with {@code start} and {@code end}
 * @param podId of one pod alone; empty for all
 */
public record BillingQuery(
    BillingBucket bucket,
    Optional<Instant> start,
    Optional<Instant> end,
    OptionalInt lastN,
    Optional<String> podId) {

  public BillingQuery {
    if (bucket == BillingBucket.UNKNOWN) {
      throw new IllegalArgumentException("cannot ask for a bill without a known bucket");
    }
    if (lastN.isPresent() && (start.isPresent() || end.isPresent())) {
      throw new IllegalArgumentException("cannot ask for the last buckets and a span of time at once");
    }
  }

  /** All pods in a span of time. */
  public static BillingQuery between(BillingBucket bucket, Instant start, Instant end) {
    return new BillingQuery(
        bucket, Optional.of(start), Optional.of(end), OptionalInt.empty(), Optional.empty());
  }

  /** All pods in the last buckets, the present one included. */
  public static BillingQuery last(BillingBucket bucket, int count) {
    return new BillingQuery(
        bucket, Optional.empty(), Optional.empty(), OptionalInt.of(count), Optional.empty());
  }

  /** The same of one pod alone. */
  public BillingQuery ofPod(String id) {
    return new BillingQuery(bucket, start, end, lastN, Optional.of(id));
  }
}
