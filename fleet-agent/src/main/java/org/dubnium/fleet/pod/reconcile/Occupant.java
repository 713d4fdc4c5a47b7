package org.dubnium.fleet.pod.reconcile;

import java.util.Comparator;
import java.util.List;
import org.dubnium.fleet.pod.PodPhase;

/** Which of several pods of a slot fills it; the others are surplus. */
final class Occupant {

  private static final Comparator<ObservedPod> ORDER =
      Comparator.comparing((ObservedPod pod) -> pod.phase() != PodPhase.READY)
          .thenComparing(ObservedPod.BY_AGE);

  private Occupant() {}

  /** One that is ready, else the oldest. */
  static ObservedPod of(List<ObservedPod> pods) {
    return pods.stream().min(ORDER).orElseThrow();
  }
}
