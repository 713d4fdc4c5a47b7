package org.dubnium.fleet.app;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.domain.SupplementaryReadings;
import org.dubnium.fleet.pod.CostHistory;
import org.dubnium.fleet.pod.reconcile.PodFleetStatus;
import org.dubnium.fleet.pod.reconcile.Reconciler;
import org.dubnium.fleet.pod.reconcile.SlotStatus;
import org.dubnium.fleet.pod.store.SlotWish;

/** What rented pods cost and how they are: by slot, or by name for one that fills no slot. */
record PodReadings(Reconciler reconciler, InstantSource clock) implements SupplementarySource {

  @Override
  public SupplementaryReadings read() {
    Optional<PodFleetStatus> status = reconciler.status();
    if (status.isEmpty()) {
      return SupplementaryReadings.nothing();
    }
    List<SubjectReading> readings = readings(status.get());
    if (status.get().failure().isEmpty()) {
      return new SupplementaryReadings(readings, Set.of());
    }
    Set<Subject> silent = new HashSet<>();
    readings.forEach(reading -> silent.add(reading.subject()));
    return new SupplementaryReadings(List.of(), silent);
  }

  /** As they were last listed. */
  List<SubjectReading> readings() {
    return reconciler.status().map(this::readings).orElse(List.of());
  }

  private List<SubjectReading> readings(PodFleetStatus status) {
    Instant now = clock.instant();
    CostHistory costs = reconciler.costs();
    return status.slots().stream()
        .filter(slot -> slot.pod().isPresent())
        .map(slot -> reading(slot, costs, now))
        .toList();
  }

  private static SubjectReading reading(SlotStatus slot, CostHistory costs, Instant now) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    Map<Metric, String> details = new EnumMap<>(Metric.class);
    values.put(Metric.POD_COST_PER_HOUR, slot.rate().dollars());
    values.put(Metric.POD_COST_TODAY, today(slot, costs, now));
    slot.idle().ifPresent(idle -> values.put(Metric.POD_IDLE, (double) idle.idleFor().toSeconds()));
    values.put(Metric.POD_ORPHAN, slot.inForce() ? 0.0 : 1.0);
    values.put(Metric.POD_FAILED, isFailed(slot) ? 1.0 : 0.0);
    slot.reason().ifPresent(why -> details.put(Metric.POD_FAILED, why));
    return new SubjectReading(new Subject.Pod(id(slot)), now, values, details);
  }

  private static NodeId id(SlotStatus slot) {
    return new NodeId(
        slot.inForce()
            ? slot.slot().toString()
            : slot.name().map(Object::toString).orElseGet(() -> slot.slot().toString()));
  }

  private static double today(SlotStatus slot, CostHistory costs, Instant now) {
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return slot.pod().map(pod -> costs.ofPodOn(pod.id(), day).amount().dollars()).orElse(0.0);
  }

  /** One that people want to run, and that has ended, or answers no more. */
  private static boolean isFailed(SlotStatus slot) {
    if (!slot.inForce() || slot.wish() != SlotWish.RUNNING) {
      return false;
    }
    return switch (slot.phase()) {
      case FAILED, UNREADY, UNKNOWN, STOPPED -> true;
      case ABSENT, REQUESTED, PROVISIONING, STARTING, RUNNING, READY -> false;
    };
  }
}
