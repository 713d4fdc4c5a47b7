package org.dubnium.fleet.pod.reconcile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.pod.Candidates;
import org.dubnium.fleet.pod.PodCandidate;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.SlurmHead;
import org.dubnium.fleet.pod.Unmet;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.reconcile.PodPlan.Action;
import org.dubnium.fleet.pod.reconcile.PodPlan.Step;
import org.dubnium.fleet.pod.store.PodIntent;
import org.dubnium.fleet.pod.store.SlotWish;

/** Says what applying the declarations would do, with prices. */
final class PlanBuilder {

  private static final int FINGERPRINT_LENGTH = 16;

  private final PlannerInput input;
  private final Optional<SlurmHead> head;
  private final Map<String, Candidates> candidates;
  private final List<Step> steps = new ArrayList<>();
  private Usd rateAfter = Usd.ZERO;

  private PlanBuilder(PlannerInput input, Map<String, Candidates> candidates) {
    this.input = input;
    this.head = input.head();
    this.candidates = candidates;
  }

  /**
   * The plan.
   *
   * @param candidates of each declaration
   */
  static PodPlan plan(PlannerInput input, Map<String, Candidates> candidates) {
    return new PlanBuilder(input, candidates).build();
  }

  private PodPlan build() {
    Map<SlotId, List<ObservedPod>> pods = new HashMap<>();
    input.pods().forEach(
        pod -> pods.computeIfAbsent(pod.slot(), _ -> new ArrayList<>()).add(pod));
    Set<PodName> filling = new HashSet<>();
    for (PodDeclaration declaration : input.declared().declarations()) {
      for (int index = 0; index < declaration.count(); index++) {
        SlotId slot = new SlotId(declaration.name(), index);
        Optional<ObservedPod> pod =
            Optional.ofNullable(pods.get(slot)).map(Occupant::of);
        pod.ifPresent(each -> filling.add(each.name()));
        rateAfter = rateAfter.plus(keptRate(declaration, slot, pod));
      }
    }
    List<ObservedPod> others =
        input.pods().stream().filter(pod -> !filling.contains(pod.name())).toList();
    for (ObservedPod pod : others) {
      rateAfter = rateAfter.plus(rate(pod));
    }
    for (PodDeclaration declaration : input.declared().declarations()) {
      for (int index = 0; index < declaration.count(); index++) {
        SlotId slot = new SlotId(declaration.name(), index);
        step(declaration, slot, Optional.ofNullable(pods.get(slot)).map(Occupant::of));
      }
    }
    others.forEach(
        pod ->
            add(
                pod.slot(),
                Action.LEAVE,
                Optional.of(pod),
                Optional.empty(),
                rate(pod),
                "no declared slot is filled by it; destroy it if it is not needed"));
    Usd rateNow = PodPlanner.rate(input);
    return new PodPlan(
        fingerprint(), steps, rateNow, rateAfter, input.declared().cap());
  }

  /** What goes on costing whatever is added. */
  private Usd keptRate(
      PodDeclaration declaration, SlotId slot, Optional<ObservedPod> pod) {
    if (pod.isPresent()) {
      return isCurrent(pod.get(), declaration) ? rate(pod.get()) : Usd.ZERO;
    }
    return pending(slot).map(PodIntent::highestRate).orElse(Usd.ZERO);
  }

  private void step(PodDeclaration declaration, SlotId slot, Optional<ObservedPod> pod) {
    SlotWish wish = input.records().wish(slot);
    if (pod.isPresent() && isCurrent(pod.get(), declaration)) {
      keep(slot, pod.get(), wish);
    } else if (pod.isEmpty() && pending(slot).isPresent()) {
      add(
          slot,
          Action.KEEP,
          pod,
          Optional.empty(),
          pending(slot).get().highestRate(),
          "it was asked for already");
    } else if (wish == SlotWish.STOPPED) {
      add(
          slot,
          Action.STAY_STOPPED,
          pod,
          Optional.empty(),
          Usd.ZERO,
          "the slot is to be stopped");
    } else {
      create(declaration, slot, pod);
    }
  }

  private void keep(SlotId slot, ObservedPod pod, SlotWish wish) {
    boolean isKnown = input.records().intent(pod.name()).filter(PodIntent::isOpen).isPresent();
    if (wish == SlotWish.STOPPED) {
      add(
          slot,
          Action.STAY_STOPPED,
          Optional.of(pod),
          Optional.empty(),
          Usd.ZERO,
          "the slot is to be stopped");
    } else if (pod.phase() == PodPhase.STOPPED) {
      Usd price =
          input.records().intent(pod.name()).map(PodIntent::highestRate).orElse(Usd.ZERO);
      pay(slot, Action.START, Optional.of(pod), Optional.empty(), price, "it is stopped");
    } else {
      add(
          slot,
          isKnown ? Action.KEEP : Action.ADOPT,
          Optional.of(pod),
          Optional.empty(),
          rate(pod),
          isKnown ? "it is as it is declared" : "nobody wrote it down; it fills the slot");
    }
  }

  private void create(PodDeclaration declaration, SlotId slot, Optional<ObservedPod> pod) {
    Candidates found =
        candidates.getOrDefault(
            declaration.name(), new Candidates(List.of(), List.of(), List.of()));
    Optional<PodCandidate> first = found.inOrder().stream().findFirst();
    if (first.isEmpty()) {
      String why =
          found.unmet().stream()
              .map(Unmet::message)
              .reduce((one, other) -> one + "; " + other)
              .orElse("nothing that is declared can be rented now");
      add(slot, Action.REFUSE, pod, Optional.empty(), Usd.ZERO, why);
      return;
    }
    pay(
        slot,
        pod.isPresent() ? Action.REPLACE : Action.CREATE,
        pod,
        first,
        first.get().pricePerHour(),
        pod.isPresent() ? "it is made of something else than is declared" : "the slot has no pod");
  }

  private void pay(
      SlotId slot,
      Action action,
      Optional<ObservedPod> pod,
      Optional<PodCandidate> candidate,
      Usd price,
      String reason) {
    Usd sum = rateAfter.plus(price);
    if (sum.compareTo(input.declared().cap()) > 0) {
      add(
          slot,
          Action.REFUSE,
          pod,
          candidate,
          Usd.ZERO,
          ("cannot pay %s an hour for it: together with all others that is %s, and"
                  + " \"runpod.maximumPerHour\" is %s (lower a count, or raise it)")
              .formatted(price, sum, input.declared().cap()));
    } else {
      rateAfter = sum;
      add(slot, action, pod, candidate, price, reason);
    }
  }

  private void add(
      SlotId slot,
      Action action,
      Optional<ObservedPod> pod,
      Optional<PodCandidate> candidate,
      Usd perHour,
      String reason) {
    steps.add(
        new Step(slot, action, pod.map(ObservedPod::name), candidate, perHour, reason));
  }

  private boolean isCurrent(ObservedPod pod, PodDeclaration declaration) {
    return ContentCheck.isCurrent(pod.pod(), input.records().intent(pod.name()), declaration, head);
  }

  private Optional<PodIntent> pending(SlotId slot) {
    return input.records().intents().stream()
        .filter(PodIntent::isOpen)
        .filter(each -> each.slot().equals(slot) && !input.absent().contains(each.name()))
        .findFirst();
  }

  private Usd rate(ObservedPod pod) {
    return Costs.rate(input.records(), pod);
  }

  /** Of the declarations and the steps: who applies it applies what was shown. */
  private String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String text = input.declared() + "\n" + steps + "\n" + rateAfter;
      return HexFormat.of()
          .formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)))
          .substring(0, FINGERPRINT_LENGTH);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
