package org.dubnium.fleet.pod;

import java.time.Instant;
import java.util.Optional;
import org.dubnium.fleet.runpod.Pod;

/**
 * What a listing says of the cost of a pod of ours.
 *
 * @param rate per hour; zero for one that is not billed
 * @param startedAt when RunPod started it last; empty if it has not yet
 */
public record CostObservation(
    String podId, PodName name, Usd rate, Instant createdAt, Optional<Instant> startedAt) {

  public static CostObservation of(Pod pod, PodName name, Usd rate) {
    return new CostObservation(pod.id(), name, rate, pod.createdAt(), pod.startedAt());
  }

  boolean isBilled() {
    return rate.micros() > 0;
  }

  /** Since when it can have been billed at the rate. */
  Instant since() {
    return startedAt.orElse(createdAt);
  }
}
