package org.dubnium.fleet.pod.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dubnium.fleet.pod.Candidates;
import org.dubnium.fleet.pod.DeclaredFleet;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.PodRole;
import org.dubnium.fleet.pod.Selection;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.SlurmHead;
import org.dubnium.fleet.pod.Spent;
import org.dubnium.fleet.pod.store.AppliedDeclaration;
import org.dubnium.fleet.pod.store.PodIntent;
import org.dubnium.fleet.pod.store.PodRecords;
import org.dubnium.fleet.pod.store.SlotWish;

/**
 * All that decides what is to be done, after a successful listing.
 *
 * @param declared by the configuration
 * @param pods of this fleet that the listing has, terminated ones left out
 * @param duplicates other pods of a name that one of them has
 * @param absent open intents whose pod is not there, as enough listings have shown
 * @param starting pods that were asked to start a moment ago, whatever the listing says
 * @param candidates by declaration; one that is missing is not known now
 * @param holds by declaration, why nothing is created or started for it now
 * @param spent by declaration
 */
record PlannerInput(
    DeclaredFleet declared,
    PodRecords records,
    List<ObservedPod> pods,
    List<ObservedPod> duplicates,
    Set<PodName> absent,
    Set<PodName> starting,
    Map<String, Candidates> candidates,
    Map<String, String> holds,
    Map<String, Spent> spent) {

  /** How long a pod may take until it runs, where its declaration does not say. */
  static final Duration USUAL_PATIENCE = Duration.ofMinutes(30);

  PlannerInput {
    pods = List.copyOf(pods);
    duplicates = List.copyOf(duplicates);
    absent = Set.copyOf(absent);
    starting = Set.copyOf(starting);
    candidates = Map.copyOf(candidates);
    holds = Map.copyOf(holds);
    spent = Map.copyOf(spent);
  }

  /** The declaration that is in force for a slot; empty if it is not applied, or not declared. */
  Optional<PodDeclaration> inForce(SlotId slot) {
    return records
        .applied(slot.declaration())
        .map(AppliedDeclaration::declaration)
        .filter(applied -> slot.index() < count(applied));
  }

  /** How many slots of an applied declaration are in force: the configuration may want fewer. */
  int count(PodDeclaration applied) {
    return declared
        .find(applied.name())
        .map(each -> Math.min(each.count(), applied.count()))
        .orElse(0);
  }

  /** The pod that runs the Slurm controller, which workers join; empty while there is none, or it failed. */
  Optional<SlurmHead> head() {
    return records.applied().stream()
        .map(AppliedDeclaration::declaration)
        .filter(each -> each.role() == PodRole.HEAD && count(each) > 0)
        .findFirst()
        .flatMap(each -> podId(new SlotId(each.name(), 0)))
        .map(SlurmHead::new);
  }

  private Optional<String> podId(SlotId slot) {
    List<ObservedPod> listed = pods.stream().filter(pod -> pod.slot().equals(slot)).toList();
    return listed.isEmpty()
        ? records.intents().stream()
            .filter(each -> each.state() == PodIntent.State.SETTLED && each.slot().equals(slot))
            .flatMap(each -> each.podId().stream())
            .findFirst()
        : Optional.of(Occupant.of(listed))
            .filter(pod -> pod.phase() != PodPhase.FAILED)
            .map(ObservedPod::id);
  }

  /** The same if the selected declarations had been applied. */
  PlannerInput ifApplied(Selection selection) {
    DeclaredFleet inForce =
        declared.afterApplying(
            selection, records.applied().stream().map(AppliedDeclaration::declaration).toList());
    Map<SlotId, SlotWish> wishes = new TreeMap<>(records.wishes());
    wishes
        .entrySet()
        .removeIf(
            each ->
                each.getValue() == SlotWish.DESTROYED
                    && selection.includes(each.getKey().declaration()));
    PodRecords after =
        new PodRecords(
            inForce.declarations().stream()
                .map(each -> new AppliedDeclaration(each, "", Instant.EPOCH, Instant.EPOCH))
                .toList(),
            wishes,
            records.keeps(),
            records.intents(),
            records.condemned(),
            Optional.empty(),
            records.damaged());
    return new PlannerInput(
        inForce, after, pods, duplicates, absent, starting, candidates, holds, spent);
  }
}
