package org.dubnium.fleet.runpod;

import java.time.Instant;
import java.util.List;

/**
 * What pods have cost: schema ListPodBillingResponse.
 *
 * @param entries one a pod and bucket
 * @param start of the time that it is about, inclusive
 * @param end of that time, exclusive
 * @param totals of all entries
 */
public record PodBilling(
    List<Entry> entries, Instant start, Instant end, BillingBucket bucket, Amounts totals) {

  /** What a pod has cost from a time, inclusive, to another, exclusive. */
  public record Entry(String podId, Instant start, Instant end, Amounts amounts) {}

  /** In USD. */
  public record Amounts(double total, double gpu, double cpu, double disk) {}

  public PodBilling {
    entries = List.copyOf(entries);
  }
}
