package org.dubnium.fleet.pod.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.pod.BilledPod;
import org.dubnium.fleet.pod.BudgetCheck;
import org.dubnium.fleet.pod.BudgetDecision;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.PodRates;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.Spent;
import org.dubnium.fleet.pod.StopOrder;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.AppliedDeclaration;
import org.dubnium.fleet.pod.store.PodIntent;

/**
 * What all pods of the fleet cost that run or may come to run, while a plan adds to them. What a plan
 * stops or ends counts until a listing shows it.
 */
final class Spending {

  /** Takes the place of the random part of a name that nobody has given yet. */
  private static final String PLANNED = "create";

  private final PlannerInput input;
  private final List<BilledPod> billed = new ArrayList<>();
  private Optional<PodName> unknown = Optional.empty();

  /**
   * What is there.
   *
   * @param pending asked for, neither listed nor given up
   */
  Spending(PlannerInput input, Collection<PodIntent> pending) {
    this.input = input;
    input.pods().forEach(pod -> addListed(pod, isStoppable(pod)));
    input.duplicates().forEach(pod -> addListed(pod, false));
    for (PodIntent intent : pending) {
      billed.add(
          new BilledPod(intent.name(), intent.highestRate(), intent.opened(), false));
    }
  }

  private void addListed(ObservedPod pod, boolean isStoppable) {
    Optional<Usd> expected =
        input
            .records()
            .intent(pod.name())
            .map(PodIntent::highestRate)
            .filter(rate -> rate.micros() > 0);
    boolean isStarting = input.starting().contains(pod.name());
    Optional<Usd> rate =
        pod.phase() == PodPhase.STOPPED && isStarting
            ? expected
            : PodRates.of(pod.pod(), expected);
    if (rate.isEmpty()) {
      unknown = Optional.of(pod.name());
    } else if (rate.get().micros() > 0) {
      billed.add(
          new BilledPod(pod.name(), rate.get(), pod.pod().createdAt(), isStoppable));
    }
  }

  private static boolean isStoppable(ObservedPod pod) {
    return switch (pod.phase()) {
      case PROVISIONING, STARTING, RUNNING, READY, UNREADY ->
          !pod.pod().locked() && pod.pod().cluster().isEmpty();
      case ABSENT, REQUESTED, STOPPED, FAILED, UNKNOWN -> false;
    };
  }

  /** The pods that have to be stopped because of what they cost. */
  List<StopOrder> toStop() {
    List<PodDeclaration> applied =
        input.records().applied().stream().map(AppliedDeclaration::declaration).toList();
    return BudgetCheck.toStop(input.declared().cap(), applied, input.spent(), billed);
  }

  /** Why a further pod of a declaration must not run at that rate; empty if it may. */
  Optional<String> refusal(PodDeclaration declaration, Usd rate) {
    return refusal(declaration, rate, billed);
  }

  /** The same if another pod were gone. */
  Optional<String> refusalInPlaceOf(ObservedPod pod, PodDeclaration declaration, Usd rate) {
    return refusal(
        declaration,
        rate,
        billed.stream().filter(each -> !each.name().equals(pod.name())).toList());
  }

  private Optional<String> refusal(
      PodDeclaration declaration, Usd rate, Collection<BilledPod> others) {
    if (unknown.isPresent()) {
      return Optional.of(
          "cannot pay for a further pod: what %s costs is not known (destroy it, or wait until RunPod says)"
              .formatted(unknown.get()));
    }
    BudgetDecision decision =
        BudgetCheck.mayAdd(
            input.declared().cap(),
            declaration,
            Optional.of(rate),
            others,
            input.spent().getOrDefault(declaration.name(), Spent.NOTHING));
    return switch (decision) {
      case BudgetDecision.Allowed _ -> Optional.empty();
      case BudgetDecision.Refused refused -> Optional.of(refused.reason());
    };
  }

  /** A pod of a slot is going to run. */
  void add(SlotId slot, Usd rate) {
    PodName name = new PodName(input.declared().fleet(), slot, PLANNED);
    billed.add(new BilledPod(name, rate, Instant.MAX, false));
  }

  /** The sum of the rates. */
  Usd rate() {
    return billed.stream().map(BilledPod::rate).reduce(Usd.ZERO, Usd::plus);
  }
}
