package org.dubnium.fleet.pod.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.pod.IdlePolicy;
import org.dubnium.fleet.pod.IdleState;
import org.dubnium.fleet.pod.IdleWatch;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.store.AppliedDeclaration;
import org.dubnium.fleet.pod.store.PodRecords;

/** For how long each pod has done nothing. */
final class IdleTracker {

  /**
   * Until when a slot is kept.
   *
   * @param until as people said it
   * @param deadline of the monotonic clock, which no change of the time moves
   */
  private record Kept(Instant until, long deadline) {}

  private final Map<PodName, IdleWatch> watches = new HashMap<>();
  private final Map<SlotId, Kept> kept = new HashMap<>();

  /** The states of those that run and have a policy, after a listing. */
  Map<PodName, IdleState> observe(
      PodRecords records, List<ObservedPod> pods, ReconcilerPorts ports) {
    long now = ports.nanoTime().getAsLong();
    noteKept(records, ports.clock().instant(), now);
    Map<PodName, IdleWatch> next = new HashMap<>();
    Map<PodName, IdleState> states = new HashMap<>();
    for (ObservedPod pod : pods) {
      Optional<IdlePolicy> policy =
          records
              .applied(pod.slot().declaration())
              .map(AppliedDeclaration::declaration)
              .flatMap(PodDeclaration::idle);
      if (policy.isPresent() && (pod.phase() == PodPhase.READY || pod.phase() == PodPhase.UNREADY)) {
        boolean isKept = isKept(pod.slot(), now);
        IdleWatch watch =
            watches
                .getOrDefault(pod.name(), IdleWatch.BEGUN)
                .after(ports.workloads().of(pod.pod()), policy.get(), isKept, now);
        next.put(pod.name(), watch);
        states.put(pod.name(), watch.state(policy.get(), isKept));
      }
    }
    watches.clear();
    watches.putAll(next);
    return states;
  }

  private void noteKept(PodRecords records, Instant wall, long now) {
    kept.keySet().retainAll(records.keeps().keySet());
    records
        .keeps()
        .forEach(
            (slot, until) -> {
              Kept before = kept.get(slot);
              if (before == null || !before.until().equals(until)) {
                Duration left = Duration.between(wall, until);
                kept.put(slot, new Kept(until, now + left.toNanos()));
              }
            });
  }

  private boolean isKept(SlotId slot, long now) {
    Kept until = kept.get(slot);
    return until != null && now - until.deadline() < 0;
  }
}
