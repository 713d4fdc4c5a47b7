package org.dubnium.fleet.pod.reconcile;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dubnium.fleet.pod.DeclaredFleet;
import org.dubnium.fleet.pod.PhaseHistory;
import org.dubnium.fleet.pod.PodCandidate;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.PublicAddress;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.Spent;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.AppliedDeclaration;
import org.dubnium.fleet.pod.store.PodIntent;
import org.dubnium.fleet.pod.store.PodRecords;

/**
 * Puts together what is shown.
 *
 * @param last what was observed last; empty before the first time
 * @param notes by slot, why it is not as it is wanted
 * @param alternatives by declaration
 */
record StatusBuilder(
    DeclaredFleet declared,
    PodRecords records,
    PhaseHistory phases,
    Optional<Observation> last,
    Map<SlotId, String> notes,
    Map<String, List<PodCandidate>> alternatives,
    FleetMemory memory,
    Costs costs,
    ReconcilerPorts ports) {

  PodFleetStatus build(Optional<String> failure) {
    return new PodFleetStatus(
        declared.fleet(),
        declared.cap(),
        last.map(each -> PodPlanner.rate(each.input())).orElse(Usd.ZERO),
        memory.listedAt(),
        failure.or(() -> last.flatMap(Observation::failure)),
        declarations(),
        slots());
  }

  private List<DeclarationStatus> declarations() {
    Set<String> names = new TreeSet<>();
    declared.declarations().forEach(each -> names.add(each.name()));
    records.applied().forEach(each -> names.add(each.name()));
    long now = ports.nanoTime().getAsLong();
    Map<String, String> holds = memory.holds.of(names, now);
    return names.stream()
        .map(
            name -> {
              Optional<AppliedDeclaration> applied = records.applied(name);
              return new DeclarationStatus(
                  name,
                  declared.find(name),
                  applied,
                  applied.map(AppliedDeclaration::firstAt),
                  Optional.ofNullable(holds.get(name)),
                  alternatives.getOrDefault(name, List.of()),
                  phases.usualStart(name),
                  spent(name, applied));
            })
        .toList();
  }

  private Spent spent(String name, Optional<AppliedDeclaration> applied) {
    LocalDate today = day(ports.clock().instant());
    LocalDate first = applied.map(each -> day(each.firstAt())).orElse(LocalDate.EPOCH);
    return costs.history().spent(name, first, today);
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private List<SlotStatus> slots() {
    List<ObservedPod> pods = last.map(Observation::pods).orElse(List.of());
    List<SlotStatus> slots = new ArrayList<>();
    Set<SlotId> inForce = new TreeSet<>();
    for (AppliedDeclaration applied : records.applied()) {
      int count =
          declared
              .find(applied.name())
              .map(each -> Math.min(each.count(), applied.declaration().count()))
              .orElse(0);
      for (int index = 0; index < count; index++) {
        inForce.add(new SlotId(applied.name(), index));
      }
    }
    for (SlotId slot : inForce) {
      List<ObservedPod> filling =
          pods.stream().filter(pod -> pod.slot().equals(slot)).toList();
      if (filling.isEmpty()) {
        slots.add(unfilled(slot));
      } else {
        ObservedPod occupant = Occupant.of(filling);
        filling.forEach(pod -> slots.add(filled(pod, pod.equals(occupant))));
      }
    }
    pods.stream()
        .filter(pod -> !inForce.contains(pod.slot()))
        .forEach(pod -> slots.add(filled(pod, false)));
    return slots;
  }

  private SlotStatus unfilled(SlotId slot) {
    Optional<PodIntent> intent =
        records.intents().stream()
            .filter(PodIntent::isOpen)
            .filter(each -> each.slot().equals(slot))
            .findFirst();
    return new SlotStatus(
        slot,
        true,
        records.wish(slot),
        intent.isPresent() ? PodPhase.REQUESTED : PodPhase.ABSENT,
        intent.map(PodIntent::name).map(phases::of).orElse(List.of()),
        intent.map(PodIntent::name),
        Optional.empty(),
        intent.map(PodIntent::highestRate).orElse(Usd.ZERO),
        intent.map(PodIntent::highestRate),
        Optional.ofNullable(notes.get(slot)),
        Map.of(),
        Optional.empty(),
        Optional.ofNullable(records.keeps().get(slot)),
        Usd.ZERO);
  }

  private SlotStatus filled(ObservedPod pod, boolean isInForce) {
    PodName name = pod.name();
    Optional<Usd> expected =
        records
            .intent(name)
            .map(PodIntent::highestRate)
            .filter(rate -> rate.micros() > 0);
    return new SlotStatus(
        pod.slot(),
        isInForce,
        records.wish(pod.slot()),
        pod.phase(),
        phases.of(name),
        Optional.of(name),
        Optional.of(pod.pod()),
        Costs.rate(records, pod),
        expected,
        isInForce ? Optional.ofNullable(notes.get(pod.slot())) : undeclared(pod),
        addresses(pod),
        last.map(each -> each.idle().get(name)),
        Optional.ofNullable(records.keeps().get(pod.slot())),
        costs.history().ofPod(pod.id()).amount());
  }

  private Optional<String> undeclared(ObservedPod pod) {
    return Optional.of(
        records.condemned().contains(pod.name())
            ? "it is to be destroyed"
            : "no slot that is declared and applied is filled by it (destroy it, or adopt it)");
  }

  private static Map<Integer, PublicAddress> addresses(ObservedPod pod) {
    Map<Integer, PublicAddress> addresses = new HashMap<>();
    pod.pod()
        .runtime()
        .ifPresent(
            runtime ->
                runtime
                    .ports()
                    .forEach(
                        port ->
                            port.privatePort()
                                .ifPresent(
                                    number ->
                                        PublicAddress.of(pod.pod(), number)
                                            .ifPresent(
                                                address -> addresses.put(number, address)))));
    return addresses;
  }
}
