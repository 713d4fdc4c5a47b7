package org.dubnium.fleet.pod;

import java.time.LocalDate;

/**
 * A pod and a day of which RunPod's bill says something else than was reckoned.
 *
 * @param billed for GPUs and CPUs
 * @param disk billed for its disk, which is not reckoned
 */
public record BillingDifference(
    String podId, PodName name, LocalDate day, Usd reckoned, Usd billed, Usd disk) {}
