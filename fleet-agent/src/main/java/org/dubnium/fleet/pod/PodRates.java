package org.dubnium.fleet.pod;

import java.util.Optional;
import org.dubnium.fleet.runpod.Pod;
import org.dubnium.fleet.runpod.PodStatus;

/** What a pod costs per hour now. */
public final class PodRates {

  private PodRates() {}

  /**
   * The rate that RunPod bills, or, of a pod that runs or comes to and has none yet, the one
   * expected. A stopped pod costs nothing but its disk, which no rate has.
   *
   * @param expected of a candidate's price; empty if nobody knows
   * @return empty if the pod is billed and nobody knows how much
   */
  public static Optional<Usd> of(Pod pod, Optional<Usd> expected) {
    double told = pod.costPerHour();
    if (Double.isFinite(told) && told > 0 && told <= Usd.MOST.dollars()) {
      return Optional.of(Usd.of(told));
    }
    return pod.status() == PodStatus.EXITED
            || pod.status() == PodStatus.TERMINATED
            || pod.status() == PodStatus.ERROR
        ? Optional.of(Usd.ZERO)
        : expected;
  }
}
