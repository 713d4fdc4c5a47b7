package org.dubnium.fleet.pod.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.pod.IdleState;
import org.dubnium.fleet.pod.PhaseHistory;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.PublicAddress;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.SlotWish;
import org.dubnium.fleet.runpod.Pod;

/**
 * A slot and the pod that fills it, or a pod that fills no slot in force.
 *
 * @param inForce whether it is applied and still declared; else the pod is left as it is
 * @param phases through which its pod has come, the oldest first
 * @param name of its pod, or of the one that was asked for
 * @param pod as RunPod lists it
 * @param rate per hour now
 * @param expected per hour while it runs; empty if nobody knows
 * @param reason why it is not as it is wanted; empty if it is
 * @param addresses by port in the container; of a pod that runs
 * @param idle empty unless its declaration has an idle policy and it runs
 * @param keptUntil until when it is not stopped for being idle
 * @param cost of this pod so far
 */
public record SlotStatus(
    SlotId slot,
    boolean inForce,
    SlotWish wish,
    PodPhase phase,
    List<PhaseHistory.Change> phases,
    Optional<PodName> name,
    Optional<Pod> pod,
    Usd rate,
    Optional<Usd> expected,
    Optional<String> reason,
    Map<Integer, PublicAddress> addresses,
    Optional<IdleState> idle,
    Optional<Instant> keptUntil,
    Usd cost) {

  public SlotStatus {
    phases = List.copyOf(phases);
    addresses = Map.copyOf(addresses);
  }

  /** Since when it has its phase; empty if nobody knows. */
  public Optional<Instant> since() {
    return phases.isEmpty() ? Optional.empty() : Optional.of(phases.getLast().at());
  }
}
