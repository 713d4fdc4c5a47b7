package org.dubnium.fleet.pod.reconcile;

import static java.util.Comparator.naturalOrder;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dubnium.fleet.pod.Candidates;
import org.dubnium.fleet.pod.PodCandidate;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.PodRole;
import org.dubnium.fleet.pod.PodStorage;
import org.dubnium.fleet.pod.ReadinessProbe;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.Unmet;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.PodIntent;
import org.dubnium.fleet.pod.store.SlotWish;

/** What is to be done for the slots of one declaration that is applied. */
final class DeclarationPlan {

  private static final Set<PodPhase> UP =
      Set.of(PodPhase.RUNNING, PodPhase.READY, PodPhase.UNREADY);

  private final PodPlanner planner;
  private final PodDeclaration declaration;

  /** Pods are replaced one at a time, and one is being replaced. */
  private boolean replacing;

  DeclarationPlan(PodPlanner planner, PodDeclaration declaration) {
    this.planner = planner;
    this.declaration = declaration;
  }

  /**
   * Plans it.
   *
   * @param creates takes those tasks, which come after all others
   */
  void plan(List<PodTask> creates) {
    replacing = slots().anyMatch(this::isComing);
    for (SlotId slot : slots().toList()) {
      Optional<ObservedPod> pod = planner.occupant(slot);
      SlotWish wish = planner.input().records().wish(slot);
      if (pod.isPresent()) {
        if (!planner.isEnding(pod.get())) {
          keep(slot, pod.get(), wish);
        }
      } else if (wish == SlotWish.RUNNING) {
        fill(slot, creates);
      }
    }
  }

  /** Whether it has to be known what can be rented. */
  boolean needsCandidates() {
    return hold().isEmpty()
        && slots()
            .filter(slot -> planner.input().records().wish(slot) == SlotWish.RUNNING)
            .anyMatch(
                slot ->
                    planner
                        .occupant(slot)
                        .map(pod -> !planner.isCurrent(pod, declaration))
                        .orElseGet(() -> !planner.isPending(slot)));
  }

  private Stream<SlotId> slots() {
    return IntStream.range(0, planner.input().count(declaration))
        .mapToObj(index -> new SlotId(declaration.name(), index));
  }

  /** Whether a slot is wanted to run and has no pod of the present content that does. */
  private boolean isComing(SlotId slot) {
    if (planner.input().records().wish(slot) != SlotWish.RUNNING) {
      return false;
    }
    Optional<ObservedPod> pod = planner.occupant(slot);
    return pod.isPresent()
        ? planner.isCurrent(pod.get(), declaration)
            && !UP.contains(pod.get().phase())
            && isStartable(pod.get())
        : planner.isPending(slot) || isAffordable();
  }

  /** Whether a pod that is stopped may be paid for, as far as it is known what it costs. */
  private boolean isStartable(ObservedPod pod) {
    return pod.phase() != PodPhase.STOPPED
        || planner
            .intent(pod.name())
            .flatMap(intent -> planner.spending().refusal(declaration, intent.highestRate()))
            .isEmpty();
  }

  /** Whether the money for a further pod is there, as far as it is known what one costs. */
  private boolean isAffordable() {
    List<PodCandidate> known = candidates().map(Candidates::inOrder).orElse(List.of());
    return known.isEmpty() || known.stream().anyMatch(each -> refusal(each).isEmpty());
  }

  private void keep(SlotId slot, ObservedPod pod, SlotWish wish) {
    switch (wish) {
      case DESTROYED -> planner.terminate(pod, "the slot is to have no pod", false);
      case STOPPED -> keepStopped(slot, pod);
      case RUNNING -> keepRunning(slot, pod);
    }
  }

  private void keepStopped(SlotId slot, ObservedPod pod) {
    switch (pod.phase()) {
      case STOPPED, UNKNOWN, ABSENT -> {}
      case FAILED -> endFailed(slot, pod);
      case REQUESTED, PROVISIONING, STARTING, RUNNING, READY, UNREADY ->
          planner.stop(pod, "the slot is to be stopped");
    }
  }

  private void keepRunning(SlotId slot, ObservedPod pod) {
    if (!planner.isCurrent(pod, declaration)) {
      replace(slot, pod);
      return;
    }
    switch (pod.phase()) {
      case STOPPED -> start(slot, pod);
      case FAILED -> endFailed(slot, pod);
      case UNKNOWN -> note(slot, "RunPod says something of it that this version does not know");
      case PROVISIONING, STARTING -> {
        if (pod.observed().compareTo(patience()) > 0) {
          end(slot, pod, "it did not come to run within " + patience().toMinutes() + " min");
        }
      }
      case RUNNING, READY, UNREADY, REQUESTED, ABSENT -> {}
    }
  }

  private void endFailed(SlotId slot, ObservedPod pod) {
    end(slot, pod, "RunPod says that it is in an error");
  }

  /** Ends a pod that is of no use, unless its disk may be: that is for people to decide. */
  private void end(SlotId slot, ObservedPod pod, String reason) {
    if (hasHostDisk()) {
      note(slot, reason + "; its disk would end with it (destroy it, if nothing on it is needed)");
    } else {
      planner.terminate(pod, reason, true);
    }
  }

  private Duration patience() {
    return declaration
        .readiness()
        .map(ReadinessProbe::patience)
        .orElse(PlannerInput.USUAL_PATIENCE);
  }

  private boolean hasHostDisk() {
    return declaration.storage().orElse(null) instanceof PodStorage.HostDisk;
  }

  private void replace(SlotId slot, ObservedPod pod) {
    Optional<String> objection =
        hold().or(this::unknownCandidates).or(() -> tooDear(pod));
    if (replacing) {
      note(slot, "it is replaced after another pod of '" + declaration.name() + "'");
    } else if (objection.isPresent()) {
      note(slot, objection.get());
    } else {
      replacing = true;
      planner.terminate(pod, "it is made of something else than was applied", false);
    }
  }

  /** Why no other pod could be paid for in the place of one; empty if one could. */
  private Optional<String> tooDear(ObservedPod pod) {
    List<Optional<String>> refusals =
        candidates().orElseThrow().inOrder().stream()
            .map(
                each ->
                    planner.spending().refusalInPlaceOf(pod, declaration, each.pricePerHour()))
            .toList();
    return refusals.stream().allMatch(Optional::isPresent)
        ? refusals.getFirst()
        : Optional.empty();
  }

  private void start(SlotId slot, ObservedPod pod) {
    if (planner.input().starting().contains(pod.name())) {
      note(slot, "it was asked to start");
      return;
    }
    Optional<String> hold = hold();
    if (hold.isPresent()) {
      note(slot, hold.get());
      return;
    }
    Optional<PodIntent> intent =
        planner.intent(pod.name()).filter(each -> each.highestRate().micros() > 0);
    if (intent.isEmpty()) {
      note(slot, "what it would cost is not known (destroy it, so that another is created)");
      return;
    }
    Usd rate = intent.get().highestRate();
    Optional<String> refusal = planner.spending().refusal(declaration, rate);
    if (refusal.isPresent()) {
      note(slot, refusal.get());
    } else {
      planner.spending().add(slot, rate);
      planner.add(new PodTask.Start(pod.name(), pod.id(), rate));
    }
  }

  private void fill(SlotId slot, List<PodTask> creates) {
    if (planner.isPending(slot)) {
      note(slot, "it was asked for, and RunPod has not listed it yet");
      return;
    }
    Optional<String> objection = hold().or(this::unsettled).or(this::missingHead).or(this::unknownCandidates);
    if (objection.isPresent()) {
      note(slot, objection.get());
      return;
    }
    List<PodCandidate> candidates = candidates().orElseThrow().inOrder();
    List<PodCandidate> affordable =
        candidates.stream().filter(each -> refusal(each).isEmpty()).toList();
    if (affordable.isEmpty()) {
      note(slot, refusal(candidates.getFirst()).orElseThrow());
      return;
    }
    Usd dearest =
        affordable.stream().map(PodCandidate::pricePerHour).max(naturalOrder()).orElseThrow();
    planner.spending().add(slot, dearest);
    String fleet = planner.input().declared().fleet();
    creates.add(new PodTask.Create(fleet, slot, declaration, affordable, planner.head()));
  }

  private Optional<String> refusal(PodCandidate candidate) {
    return planner.spending().refusal(declaration, candidate.pricePerHour());
  }

  private Optional<Candidates> candidates() {
    return Optional.ofNullable(planner.input().candidates().get(declaration.name()));
  }

  private Optional<String> hold() {
    if (planner.input().records().damaged()) {
      return Optional.of(
          "the file of pods was lost, and what it may have asked for is waited for first");
    }
    return Optional.ofNullable(planner.input().holds().get(declaration.name()));
  }

  private Optional<String> unsettled() {
    return planner.isUnsettled(declaration)
        ? Optional.of("whether another pod of '" + declaration.name() + "' was made is looked for")
        : Optional.empty();
  }

  private Optional<String> missingHead() {
    return declaration.role() == PodRole.WORKER && planner.head().isEmpty()
        ? Optional.of("the head of its Slurm cluster has no pod yet, whose address it needs")
        : Optional.empty();
  }

  private Optional<String> unknownCandidates() {
    Optional<Candidates> known = candidates();
    if (known.isEmpty()) {
      return Optional.of("what can be rented is not known now");
    }
    return known.get().inOrder().isEmpty()
        ? Optional.of(
            known.get().unmet().stream()
                .map(Unmet::message)
                .findFirst()
                .orElse("nothing that is declared can be rented now"))
        : Optional.empty();
  }

  private void note(SlotId slot, String reason) {
    planner.add(new PodTask.Note(slot, reason));
  }
}
