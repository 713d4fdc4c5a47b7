package org.dubnium.fleet.pod.reconcile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.SlurmHead;
import org.dubnium.fleet.pod.StopOrder;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.AppliedDeclaration;
import org.dubnium.fleet.pod.store.PodIntent;

/**
 * Compares what is wanted with what there is, and says what is to be done about the difference. Pure:
 * the same input gives the same tasks.
 *
 * <p>The rules, in this order: pods that were asked for are recorded once they are found, and given
 * up once enough listings lack them; pods that people want destroyed are terminated; of two in a slot
 * one is; pods that cost more than they may are stopped; each slot that is in force is brought to what
 * is wanted of it. A pod that fills no slot in force is left alone otherwise.
 */
final class PodPlanner {

  private final PlannerInput input;
  private final Spending spending;
  private final Optional<SlurmHead> head;
  private final List<PodTask> tasks = new ArrayList<>();
  private final Map<PodName, PodIntent> intents;

  /** Asked for, neither listed nor given up. */
  private final List<PodIntent> pending;

  /** Names of pods that are stopped or terminated by this plan already. */
  private final Set<PodName> ending = new HashSet<>();

  private PodPlanner(PlannerInput input) {
    this.input = input;
    intents =
        input.records().intents().stream()
            .collect(Collectors.toMap(PodIntent::name, Function.identity()));
    Set<PodName> listed =
        input.pods().stream().map(ObservedPod::name).collect(Collectors.toSet());
    pending =
        input.records().intents().stream()
            .filter(PodIntent::isOpen)
            .filter(each -> !listed.contains(each.name()))
            .filter(each -> !input.absent().contains(each.name()))
            .toList();
    spending = new Spending(input, pending);
    head = input.head();
  }

  /** What is to be done now, in order. */
  static List<PodTask> plan(PlannerInput input) {
    PodPlanner planner = new PodPlanner(input);
    planner.settleIntents();
    planner.terminateDuplicates();
    if (input.records().emptied().isPresent()) {
      planner.terminateAll();
    } else {
      planner.terminateCondemned();
      planner.terminateSurplus();
      planner.enforceBudgets();
      planner.fillSlots();
    }
    return List.copyOf(planner.tasks);
  }

  /** Names of the declarations for which a plan needs to know what can be rented. */
  static Set<String> needsCandidates(PlannerInput input) {
    PodPlanner planner = new PodPlanner(input);
    Set<String> needed = new HashSet<>();
    if (input.records().emptied().isEmpty() && !input.records().damaged()) {
      for (AppliedDeclaration applied : input.records().applied()) {
        if (new DeclarationPlan(planner, applied.declaration()).needsCandidates()) {
          needed.add(applied.name());
        }
      }
    }
    return needed;
  }

  /** What all pods cost per hour, those included that may have been made. */
  static Usd rate(PlannerInput input) {
    return new PodPlanner(input).spending.rate();
  }

  /** Why a pod of a declaration must not run at that rate; empty if it may. */
  static Optional<String> refusal(PlannerInput input, PodDeclaration declaration, Usd rate) {
    return new PodPlanner(input).spending.refusal(declaration, rate);
  }

  private void settleIntents() {
    for (ObservedPod pod : input.pods()) {
      Optional<PodIntent> intent = Optional.ofNullable(intents.get(pod.name()));
      boolean isKnown =
          intent.filter(each -> each.state() == PodIntent.State.LISTED).isPresent();
      if (!isKnown && (intent.isPresent() || input.inForce(pod.slot()).isPresent())) {
        tasks.add(new PodTask.AdoptIntent(pod.name(), pod.pod(), intent.isPresent()));
      }
    }
    for (PodIntent intent : input.records().intents()) {
      if (intent.isOpen() && input.absent().contains(intent.name())) {
        boolean wasListed = intent.state() == PodIntent.State.LISTED;
        tasks.add(
            new PodTask.CloseIntent(
                intent.name(),
                wasListed ? "it is gone from the listings" : "it never was in a listing",
                !wasListed));
      }
    }
  }

  /** A name is given once: whoever made a second pod of it, it was not meant. */
  private void terminateDuplicates() {
    for (ObservedPod pod : input.duplicates()) {
      if (intents.containsKey(pod.name())) {
        tasks.add(
            new PodTask.Terminate(
                pod.name(), pod.id(), "another pod has its name", false));
      }
    }
  }

  private void terminateAll() {
    String reason = "%s had all pods destroyed".formatted(input.records().emptied().orElseThrow());
    input.pods().forEach(pod -> terminate(pod, reason, false));
    input.duplicates().stream()
        .filter(pod -> !intents.containsKey(pod.name()))
        .forEach(
            pod -> tasks.add(new PodTask.Terminate(pod.name(), pod.id(), reason, false)));
  }

  private void terminateCondemned() {
    input.pods().stream()
        .filter(pod -> input.records().condemned().contains(pod.name()))
        .forEach(pod -> terminate(pod, "it is to be destroyed", false));
  }

  private void terminateSurplus() {
    Map<SlotId, List<ObservedPod>> slots =
        input.pods().stream()
            .filter(pod -> !ending.contains(pod.name()))
            .filter(pod -> input.inForce(pod.slot()).isPresent())
            .collect(Collectors.groupingBy(ObservedPod::slot, TreeMap::new, Collectors.toList()));
    slots.forEach(
        (slot, pods) -> {
          ObservedPod kept = Occupant.of(pods);
          pods.stream()
              .filter(pod -> !pod.equals(kept))
              .sorted(ObservedPod.BY_AGE)
              .forEach(
                  pod ->
                      terminate(
                          pod, "%s fills the slot already".formatted(kept.name()), false));
        });
  }

  private void enforceBudgets() {
    Map<PodName, ObservedPod> pods =
        input.pods().stream().collect(Collectors.toMap(ObservedPod::name, Function.identity()));
    for (StopOrder order : spending.toStop()) {
      Optional.ofNullable(pods.get(order.pod())).ifPresent(pod -> stop(pod, order.reason()));
    }
  }

  private void fillSlots() {
    List<PodTask> creates = new ArrayList<>();
    for (AppliedDeclaration applied : input.records().applied()) {
      new DeclarationPlan(this, applied.declaration()).plan(creates);
    }
    tasks.addAll(creates);
  }

  PlannerInput input() {
    return input;
  }

  /** The pod that workers join. */
  Optional<SlurmHead> head() {
    return head;
  }

  Spending spending() {
    return spending;
  }

  /** The pod that fills a slot; empty if there is none, or this plan ends it. */
  Optional<ObservedPod> occupant(SlotId slot) {
    List<ObservedPod> pods =
        input.pods().stream().filter(pod -> pod.slot().equals(slot)).toList();
    return pods.isEmpty() ? Optional.empty() : Optional.of(Occupant.of(pods));
  }

  Optional<PodIntent> intent(PodName name) {
    return Optional.ofNullable(intents.get(name));
  }

  boolean isPending(SlotId slot) {
    return pending.stream().anyMatch(each -> each.slot().equals(slot));
  }

  /** Whether it is not known yet if a pod was made that a declaration asked for. */
  boolean isUnsettled(PodDeclaration declaration) {
    return pending.stream()
        .filter(each -> each.slot().declaration().equals(declaration.name()))
        .anyMatch(each -> each.state() == PodIntent.State.UNSETTLED);
  }

  boolean isEnding(ObservedPod pod) {
    return ending.contains(pod.name());
  }

  boolean isCurrent(ObservedPod pod, PodDeclaration declaration) {
    return ContentCheck.isCurrent(pod.pod(), intent(pod.name()), declaration, head);
  }

  void terminate(ObservedPod pod, String reason, boolean isFailure) {
    if (ending.add(pod.name())) {
      tasks.add(new PodTask.Terminate(pod.name(), pod.id(), reason, isFailure));
    }
  }

  void stop(ObservedPod pod, String reason) {
    if (ending.add(pod.name())) {
      tasks.add(new PodTask.Stop(pod.name(), pod.id(), reason));
    }
  }

  void add(PodTask task) {
    tasks.add(task);
  }
}
