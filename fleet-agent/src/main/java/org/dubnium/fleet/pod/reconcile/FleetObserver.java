package org.dubnium.fleet.pod.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dubnium.fleet.pod.Candidates;
import org.dubnium.fleet.pod.DeclaredFleet;
import org.dubnium.fleet.pod.IdleState;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.PodPhases;
import org.dubnium.fleet.pod.ProbeOutcome;
import org.dubnium.fleet.pod.ProbeTarget;
import org.dubnium.fleet.pod.ReadinessProbe;
import org.dubnium.fleet.pod.Spent;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.AppliedDeclaration;
import org.dubnium.fleet.pod.store.PodIntent;
import org.dubnium.fleet.pod.store.PodRecords;
import org.dubnium.fleet.pod.store.PodStoreException;
import org.dubnium.fleet.runpod.Pod;
import org.dubnium.fleet.runpod.PodStatus;
import org.dubnium.fleet.runpod.RunpodException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at RunPod, at the services of the pods and at the records, and says what is to be planned with. */
final class FleetObserver {

  private static final Logger LOG = LoggerFactory.getLogger(FleetObserver.class);

  private final ReconcilerPorts ports;
  private final FleetMemory memory;
  private final CatalogCache catalog;
  private final Costs costs;
  private final IdleTracker idle = new IdleTracker();

  FleetObserver(ReconcilerPorts ports, FleetMemory memory, CatalogCache catalog, Costs costs) {
    this.ports = ports;
    this.memory = memory;
    this.catalog = catalog;
    this.costs = costs;
  }

  /**
   * Observes.
   *
   * @throws RunpodException if the pods cannot be listed: nothing is known then
   */
  Observation observe(DeclaredFleet declared)
      throws RunpodException, PodStoreException, InterruptedException {
    PodRecords records = ports.store().records(declared.fleet());
    Instant listedAt = ports.clock().instant();
    Ours ours = Ours.of(declared.fleet(), records, ports.api().listPods());
    Map<PodName, Pod> listed = ours.pods();
    long now = ports.nanoTime().getAsLong();
    memory.listed(listed.keySet(), now, listedAt);
    memory.absences.observe(records.intents(), listed.keySet(), now);
    List<ObservedPod> pods = judge(records, listed);
    note(records, pods, now);
    costs.observe(records, pods);
    records = ports.store().records(declared.fleet());
    Map<PodName, IdleState> idleStates = idle.observe(records, pods, ports);
    PlannerInput input = input(declared, records, pods, ours.duplicates(), Map.of());
    Map<String, Candidates> candidates = new HashMap<>();
    Optional<String> failure = Optional.empty();
    try {
      for (String name : PodPlanner.needsCandidates(input)) {
        candidates.put(
            name,
            catalog.candidates(records.applied(name).orElseThrow().declaration()));
      }
    } catch (RunpodException e) {
      failure = Optional.of(String.valueOf(e.getMessage()));
    }
    return new Observation(input(declared, records, pods, ours.duplicates(), candidates), failure, idleStates);
  }

  /**
   * The pods of this fleet that are there, by name.
   *
   * @param duplicates further ones of a name
   */
  private record Ours(Map<PodName, Pod> pods, List<ObservedPod> duplicates) {

    /** Of several pods of a name it is the one that is known, else the oldest. */
    static Ours of(String fleet, PodRecords records, Collection<Pod> all) {
      Map<PodName, Pod> pods = new LinkedHashMap<>();
      List<ObservedPod> duplicates = new ArrayList<>();
      List<Pod> oldestFirst =
          all.stream()
              .filter(pod -> pod.status() != PodStatus.TERMINATED)
              .sorted(Comparator.comparing(Pod::createdAt).thenComparing(Pod::id))
              .toList();
      for (Pod pod : oldestFirst) {
        Optional<PodName> name =
            PodName.parse(pod.name()).filter(each -> each.fleet().equals(fleet));
        if (name.isPresent()) {
          Pod first = pods.putIfAbsent(name.get(), pod);
          if (first != null) {
            boolean isKnown =
                records
                    .intent(name.get())
                    .flatMap(PodIntent::podId)
                    .filter(pod.id()::equals)
                    .isPresent();
            if (isKnown) {
              pods.put(name.get(), pod);
            }
            Pod other = isKnown ? first : pod;
            duplicates.add(
                new ObservedPod(
                    name.get(),
                    other,
                    PodPhases.of(other, Optional.empty(), ProbeOutcome.NOT_YET),
                    Duration.ZERO));
          }
        }
      }
      return new Ours(pods, duplicates);
    }
  }

  private PlannerInput input(
      DeclaredFleet declared,
      PodRecords records,
      List<ObservedPod> pods,
      List<ObservedPod> duplicates,
      Map<String, Candidates> candidates) {
    long now = ports.nanoTime().getAsLong();
    Set<String> applied =
        records.applied().stream().map(AppliedDeclaration::name).collect(Collectors.toSet());
    return new PlannerInput(
        declared,
        records,
        pods,
        duplicates,
        memory.absences.absent(records.intents(), now),
        memory.starting(),
        candidates,
        memory.holds.of(applied, now),
        spent(records));
  }

  private Map<String, Spent> spent(PodRecords records) {
    LocalDate today = day(ports.clock().instant());
    return records.applied().stream()
        .collect(
            Collectors.toMap(
                AppliedDeclaration::name,
                each -> costs.history().spent(each.name(), day(each.firstAt()), today)));
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private List<ObservedPod> judge(PodRecords records, Map<PodName, Pod> listed)
      throws InterruptedException {
    Map<PodName, ProbeTarget> targets = new LinkedHashMap<>();
    listed.forEach(
        (name, pod) ->
            probe(records, name)
                .flatMap(probe -> ProbeTarget.of(pod, probe))
                .ifPresent(target -> targets.put(name, target)));
    Set<PodName> answering =
        targets.isEmpty() ? Set.of() : ports.probes().answering(targets);
    long now = ports.nanoTime().getAsLong();
    List<ObservedPod> pods = new ArrayList<>();
    listed.forEach(
        (name, pod) -> {
          ProbeOutcome outcome = memory.probe(name, pod);
          if (targets.containsKey(name)) {
            outcome = outcome.after(answering.contains(name));
          }
          PodPhase phase = PodPhases.of(pod, probe(records, name), outcome);
          PodPhase before = memory.note(name, pod, outcome, phase, now);
          if (phase != before) {
            keep(name, phase);
          }
          if (phase == PodPhase.READY && before != PodPhase.READY) {
            memory.holds.close(name.slot().declaration());
          }
          pods.add(new ObservedPod(name, pod, phase, memory.observed(name, now)));
        });
    return pods;
  }

  private void keep(PodName name, PodPhase phase) {
    try {
      ports.store().phase(name, phase, ports.clock().instant());
    } catch (PodStoreException e) {
      LOG.warn("{}, ignoring", e.getMessage());
    }
  }

  private static Optional<ReadinessProbe> probe(PodRecords records, PodName name) {
    return records
        .applied(name.slot().declaration())
        .map(AppliedDeclaration::declaration)
        .flatMap(PodDeclaration::readiness);
  }

  /** Keeps what RunPod says a pod costs, for when it is stopped and says nothing. */
  private void note(PodRecords records, List<ObservedPod> pods, long now) {
    try {
      if (records.damaged() && memory.hasListedForLong(now)) {
        ports.store().damageOver();
      }
      for (ObservedPod pod : pods) {
        Optional<PodIntent> intent = records.intent(pod.name());
        Optional<Usd> rate = Costs.told(pod.pod());
        if (intent.isPresent()
            && rate.filter(told -> told.compareTo(intent.get().rate()) > 0).isPresent()) {
          ports.store().rate(pod.name(), rate.get());
        }
      }
    } catch (PodStoreException e) {
      // Pods can be stopped and ended all the same; nothing is created without the store.
      LOG.warn("{}, ignoring", e.getMessage());
    }
  }
}
