package org.dubnium.fleet.pod.reconcile;

import java.time.Duration;
import java.util.Comparator;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.runpod.Pod;

/**
 * A pod of this fleet that a listing has.
 *
 * @param observed how long this process has seen it
 */
record ObservedPod(PodName name, Pod pod, PodPhase phase, Duration observed) {

  /** The oldest first; of the same age in the order of their names. */
  static final Comparator<ObservedPod> BY_AGE =
      Comparator.comparing((ObservedPod each) -> each.pod().createdAt())
          .thenComparing(each -> each.name().toString());

  /** Whether it is on its way to serve, and may soon. */
  boolean isComing() {
    return switch (phase) {
      case REQUESTED, PROVISIONING, STARTING, RUNNING ->
          observed.compareTo(PlannerInput.USUAL_PATIENCE) < 0;
      case ABSENT, READY, UNREADY, STOPPED, FAILED, UNKNOWN -> false;
    };
  }

  String id() {
    return pod.id();
  }

  SlotId slot() {
    return name.slot();
  }

  /** Whether it holds a GPU, or may. */
  boolean mayRun() {
    return phase != PodPhase.STOPPED && phase != PodPhase.ABSENT;
  }
}
