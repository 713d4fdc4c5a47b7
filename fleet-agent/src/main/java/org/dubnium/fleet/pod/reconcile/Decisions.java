package org.dubnium.fleet.pod.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;
import org.dubnium.fleet.pod.DeclaredFleet;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.Selection;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.PodEvent;
import org.dubnium.fleet.pod.store.PodIntent;
import org.dubnium.fleet.pod.store.PodRecords;
import org.dubnium.fleet.pod.store.PodStoreException;
import org.dubnium.fleet.pod.store.SlotWish;

/**
 * What people decide about pods, checked and written down.
 *
 * @param last what was observed last; empty before the first time
 */
record Decisions(
    ReconcileRound round,
    ReconcilerPorts ports,
    FleetMemory memory,
    DeclaredFleet declared,
    Optional<Observation> last) {

  private static final Pattern SLOT = Pattern.compile("(.{1,32})-(0|[1-9][0-9]{0,2})");

  Boolean apply(String fingerprint, Selection selection, String actor)
      throws OperationException, InterruptedException {
    PodPlan plan = round.plan(declared, selection);
    if (!plan.fingerprint().equals(fingerprint)) {
      throw new OperationException(
          Kind.CONFLICT,
          "cannot apply that plan: something has changed since it was made (look at it again)");
    }
    List<PodDeclaration> selected =
        declared.declarations().stream()
            .filter(each -> selection.includes(each.name()))
            .toList();
    ports
        .store()
        .apply(
            declared.fleet(),
            selected,
            selection,
            event(
                actor,
                "fleet",
                "apply",
                "%d declarations, %s an hour".formatted(selected.size(), plan.rateAfter())));
    selected.forEach(each -> memory.holds.close(each.name()));
    return true;
  }

  Boolean start(String target, String actor) throws OperationException {
    SlotId slot = slotInForce(target);
    PodDeclaration declaration =
        records().applied(slot.declaration()).orElseThrow().declaration();
    Optional<ObservedPod> stopped =
        pods().stream()
            .filter(pod -> pod.slot().equals(slot) && pod.phase() == PodPhase.STOPPED)
            .findFirst();
    PodRecords records = records();
    Optional<Usd> rate =
        stopped.flatMap(pod -> records.intent(pod.name())).map(PodIntent::highestRate);
    if (rate.isPresent()) {
      Optional<String> refusal =
          PodPlanner.refusal(last.orElseThrow().input(), declaration, rate.get());
      if (refusal.isPresent()) {
        throw new OperationException(Kind.CONFLICT, refusal.get());
      }
    }
    wish(slot, SlotWish.RUNNING, event(actor, slot.toString(), "start", "it is to run"));
    memory.holds.close(slot.declaration());
    return true;
  }

  Boolean stop(String target, String actor) throws OperationException {
    SlotId slot = slotInForce(target);
    wish(slot, SlotWish.STOPPED, event(actor, slot.toString(), "stop", "it is to be stopped"));
    return true;
  }

  Boolean destroy(String target, String actor) throws OperationException {
    Optional<PodName> name = PodName.parse(target);
    if (name.isPresent() && !isOccupant(name.get())) {
      requireOurs(name.get());
      ports
          .store()
          .condemn(name.get(), event(actor, target, "destroy", "it is to be destroyed"));
    } else {
      SlotId slot = slotInForce(name.map(each -> each.slot().toString()).orElse(target));
      wish(
          slot,
          SlotWish.DESTROYED,
          event(actor, slot.toString(), "destroy", "the slot is to have no pod"));
    }
    return true;
  }

  Boolean adopt(String podName, String actor) throws OperationException {
    ObservedPod pod =
        PodName.parse(podName)
            .flatMap(this::observed)
            .orElseThrow(
                () ->
                    new OperationException(
                        Kind.NOT_FOUND,
                        "cannot find a pod of the fleet '%s' that is named '%s' (see fleet pods list)"
                            .formatted(declared.fleet(), podName)));
    SlotId slot = slotInForce(pod.slot().toString());
    boolean isFilled =
        pods().stream().anyMatch(each -> each.slot().equals(slot) && !each.equals(pod))
            || records().intents().stream()
                .anyMatch(
                    each ->
                        each.isOpen()
                            && each.slot().equals(slot)
                            && !each.name().equals(pod.name()));
    if (isFilled) {
      throw new OperationException(
          Kind.CONFLICT,
          "cannot adopt %s: another pod fills the slot %s (destroy one of them)"
              .formatted(podName, slot));
    }
    ports
        .store()
        .pardon(pod.name(), event(actor, podName, "adopt", "it is to fill " + slot));
    wish(slot, SlotWish.RUNNING, event(actor, slot.toString(), "start", "it is to run"));
    return true;
  }

  Boolean keep(String target, Instant until, String actor) throws OperationException {
    SlotId slot = slotInForce(target);
    if (!until.isAfter(ports.clock().instant())) {
      throw new OperationException(
          Kind.INVALID, "cannot keep %s until a time that is over (give a later one)".formatted(slot));
    }
    ports
        .store()
        .keep(
            declared.fleet(),
            slot,
            Optional.of(until),
            event(actor, slot.toString(), "keep", "it runs on until " + until));
    return true;
  }

  private void wish(SlotId slot, SlotWish wish, PodEvent event) throws PodStoreException {
    ports.store().wish(declared.fleet(), Map.of(slot, wish), event);
  }

  /** Whether a pod fills a slot in force, so that what becomes of it is the slot's matter. */
  private boolean isOccupant(PodName name) throws PodStoreException {
    List<ObservedPod> filling =
        pods().stream().filter(pod -> pod.slot().equals(name.slot())).toList();
    return isInForce(name.slot())
        && (filling.isEmpty() || Occupant.of(filling).name().equals(name));
  }

  private void requireOurs(PodName name) throws OperationException {
    if (observed(name).isEmpty()
        && records().intent(name).filter(PodIntent::isOpen).isEmpty()) {
      throw new OperationException(
          Kind.NOT_FOUND,
          "cannot find a pod of the fleet '%s' that is named '%s' (see fleet pods list)"
              .formatted(declared.fleet(), name));
    }
  }

  /** The slot that a text names, or that the pod of that name fills. */
  private SlotId slotInForce(String target) throws OperationException {
    Optional<PodName> pod = PodName.parse(target);
    Matcher text = SLOT.matcher(target);
    Optional<SlotId> slot =
        pod.isPresent()
            ? pod.map(PodName::slot)
            : Optional.of(text)
                .filter(Matcher::matches)
                .filter(each -> PodDeclaration.isName(each.group(1)))
                .map(each -> new SlotId(each.group(1), Integer.parseInt(each.group(2))));
    if (slot.isEmpty() || !isInForce(slot.get())) {
      throw new OperationException(
          Kind.NOT_FOUND,
          "cannot find a slot '%s' that is declared and applied (see fleet pods list, and apply what is declared)"
              .formatted(target));
    }
    return slot.get();
  }

  private boolean isInForce(SlotId slot) throws PodStoreException {
    return records()
        .applied(slot.declaration())
        .flatMap(
            applied ->
                declared
                    .find(slot.declaration())
                    .map(each -> Math.min(each.count(), applied.declaration().count())))
        .filter(count -> slot.index() < count)
        .isPresent();
  }

  private Optional<ObservedPod> observed(PodName name) {
    return pods().stream().filter(pod -> pod.name().equals(name)).findFirst();
  }

  private List<ObservedPod> pods() {
    return last.map(Observation::pods).orElse(List.of());
  }

  private PodRecords records() throws PodStoreException {
    return ports.store().records(declared.fleet());
  }

  private PodEvent event(String actor, String subject, String action, String outcome) {
    return new PodEvent(ports.clock().instant(), actor, subject, action, outcome);
  }
}
