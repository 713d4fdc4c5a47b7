package org.dubnium.fleet.pod.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.dubnium.fleet.pod.Budget;
import org.dubnium.fleet.pod.Candidates;
import org.dubnium.fleet.pod.DeclaredFleet;
import org.dubnium.fleet.pod.PodCandidate;
import org.dubnium.fleet.pod.PodContainer;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodDeclaration.Cloud;
import org.dubnium.fleet.pod.PodFingerprint;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.PodRole;
import org.dubnium.fleet.pod.PodStorage;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.Spent;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.AppliedDeclaration;
import org.dubnium.fleet.pod.store.PodIntent;
import org.dubnium.fleet.pod.store.PodRecords;
import org.dubnium.fleet.pod.store.SlotWish;
import org.dubnium.fleet.runpod.GpuConfig;
import org.dubnium.fleet.runpod.Mounts;
import org.dubnium.fleet.runpod.Pod;
import org.dubnium.fleet.runpod.PodStatus;

/** Puts together what a plan is made from: two workers are declared and applied, at 0.50 an hour each. */
final class PlannerCase {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final String GPU = "NVIDIA A40";

  private Usd cap = Usd.of(10);
  private final List<PodDeclaration> declared = new ArrayList<>(List.of(workers(2, "one")));
  private final List<PodDeclaration> applied = new ArrayList<>(List.of(workers(2, "one")));
  private final Map<SlotId, SlotWish> wishes = new TreeMap<>();
  private final List<PodIntent> intents = new ArrayList<>();
  private final List<ObservedPod> pods = new ArrayList<>();
  private final List<ObservedPod> duplicates = new ArrayList<>();
  private final Set<PodName> condemned = new HashSet<>();
  private final Set<PodName> absent = new HashSet<>();
  private final Set<PodName> starting = new HashSet<>();
  private final Map<String, String> holds = new HashMap<>();
  private final Map<String, Spent> spent = new HashMap<>();
  private Optional<String> emptied = Optional.empty();
  private boolean damaged;
  private Optional<Candidates> candidates = Optional.of(rentable(0.5));
  private Duration observed = Duration.ofMinutes(1);
  private boolean isLocked;

  static PodDeclaration workers(int count, String image) {
    return workers(count, image, Optional.empty(), Budget.NONE);
  }

  static PodDeclaration workers(
      int count, String image, Optional<PodStorage> storage, Budget budget) {
    return new PodDeclaration(
        "worker",
        count,
        List.of(GPU),
        1,
        List.of(Cloud.SECURE),
        List.of(),
        new PodContainer(
            Optional.of(image),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(),
            Optional.empty()),
        storage,
        false,
        PodRole.PLAIN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        budget);
  }

  static Candidates rentable(double... prices) {
    List<PodCandidate> found = new ArrayList<>();
    for (double price : prices) {
      found.add(new PodCandidate(GPU, Cloud.SECURE, Optional.empty(), Usd.of(price)));
    }
    return new Candidates(found, List.of(), List.of());
  }

  /** The name of a pod of a worker's slot. */
  static PodName name(int index, String nonce) {
    return new PodName("lab", new SlotId("worker", index), nonce);
  }

  PlannerCase cap(double dollars) {
    cap = Usd.of(dollars);
    return this;
  }

  PlannerCase declare(PodDeclaration... declarations) {
    declared.clear();
    declared.addAll(List.of(declarations));
    return this;
  }

  PlannerCase apply(PodDeclaration... declarations) {
    applied.clear();
    applied.addAll(List.of(declarations));
    return this;
  }

  PlannerCase wish(int index, SlotWish wish) {
    wishes.put(new SlotId("worker", index), wish);
    return this;
  }

  /** A pod that was asked for with the present content and is listed. */
  PlannerCase pod(int index, String nonce, PodPhase phase) {
    return intent(index, nonce, PodIntent.State.LISTED, "one").stranger(index, nonce, phase);
  }

  /** A pod that is listed, and of which the records say nothing. */
  PlannerCase stranger(int index, String nonce, PodPhase phase) {
    pods.add(observed(name(index, nonce), nonce, phase));
    return this;
  }

  PlannerCase duplicate(int index, String nonce, String id) {
    duplicates.add(observed(name(index, nonce), id, PodPhase.RUNNING));
    return this;
  }

  PlannerCase intent(int index, String nonce, PodIntent.State state, String image) {
    intents.add(
        new PodIntent(
            name(index, nonce),
            GPU,
            Usd.of(0.5),
            Usd.ZERO,
            Optional.of(PodFingerprint.of(
                applied.isEmpty() ? workers(2, image) : made(image), Optional.empty())),
            NOW,
            state,
            state == PodIntent.State.UNSETTLED ? Optional.empty() : Optional.of(nonce),
            Optional.empty()));
    return this;
  }

  private PodDeclaration made(String image) {
    PodDeclaration first = applied.getFirst();
    return workers(first.count(), image, first.storage(), first.budget());
  }

  PlannerCase absent(int index, String nonce) {
    absent.add(name(index, nonce));
    return this;
  }

  PlannerCase starting(int index, String nonce) {
    starting.add(name(index, nonce));
    return this;
  }

  PlannerCase condemned(int index, String nonce) {
    condemned.add(name(index, nonce));
    return this;
  }

  PlannerCase hold(String reason) {
    holds.put("worker", reason);
    return this;
  }

  PlannerCase spent(double today) {
    spent.put("worker", new Spent(Usd.of(today), Usd.of(today)));
    return this;
  }

  PlannerCase emptied() {
    emptied = Optional.of("ada");
    return this;
  }

  PlannerCase damaged() {
    damaged = true;
    return this;
  }

  PlannerCase candidates(Optional<Candidates> known) {
    candidates = known;
    return this;
  }

  /** Of the pods that are added from now on. */
  PlannerCase observed(Duration time) {
    observed = time;
    return this;
  }

  /** Of the pods that are added from now on. */
  PlannerCase locked() {
    isLocked = true;
    return this;
  }

  private ObservedPod observed(PodName name, String id, PodPhase phase) {
    return observedPod(name, id, phase, isLocked, NOW.plusSeconds(pods.size()), observed);
  }

  /** A pod that is listed, and has been for a minute. */
  static ObservedPod observedPod(PodName name, String id, PodPhase phase) {
    return observedPod(name, id, phase, false, NOW, Duration.ofMinutes(1));
  }

  private static ObservedPod observedPod(
      PodName name, String id, PodPhase phase, boolean isLocked, Instant created, Duration observed) {
    boolean costs = phase != PodPhase.STOPPED;
    return new ObservedPod(
        name,
        new Pod(
            id,
            name.toString(),
            status(phase),
            Set.of(),
            "one",
            List.of(),
            Set.of(),
            Optional.of(new GpuConfig(GPU, 1)),
            org.dubnium.fleet.runpod.Cloud.SECURE,
            Optional.empty(),
            Optional.empty(),
            costs ? 0.5 : 0,
            isLocked,
            Optional.empty(),
            created,
            Optional.empty(),
            new Pod.GlobalNetworking(false, Optional.empty(), Optional.empty()),
            Mounts.NONE,
            Optional.empty()),
        phase,
        observed);
  }

  private static PodStatus status(PodPhase phase) {
    return switch (phase) {
      case PROVISIONING -> PodStatus.PROVISIONING;
      case STARTING -> PodStatus.STARTING;
      case RUNNING, READY, UNREADY -> PodStatus.RUNNING;
      case STOPPED -> PodStatus.EXITED;
      case FAILED -> PodStatus.ERROR;
      case ABSENT, REQUESTED, UNKNOWN -> PodStatus.UNKNOWN;
    };
  }

  PlannerInput input() {
    return new PlannerInput(
        new DeclaredFleet("lab", cap, declared),
        new PodRecords(
            applied.stream().map(each -> new AppliedDeclaration(each, "ada", NOW, NOW)).toList(),
            wishes,
            Map.of(),
            intents,
            condemned,
            emptied,
            damaged),
        pods,
        duplicates,
        absent,
        starting,
        candidates.map(known -> Map.of("worker", known)).orElse(Map.of()),
        holds,
        spent);
  }

  /** The plan, a word for each task: {@code terminate aaaaaa} or {@code create worker-0}. */
  List<String> plan() {
    return PodPlanner.plan(input()).stream()
        .filter(task -> !(task instanceof PodTask.Note))
        .map(PlannerCase::word)
        .toList();
  }

  /** Why nothing is done about a slot. */
  String note(int index) {
    return PodPlanner.plan(input()).stream()
        .filter(PodTask.Note.class::isInstance)
        .map(PodTask.Note.class::cast)
        .filter(note -> note.slot().index() == index)
        .map(PodTask.Note::reason)
        .findFirst()
        .orElse("");
  }

  private static String word(PodTask task) {
    return switch (task) {
      case PodTask.AdoptIntent adopt -> "adopt " + adopt.name().nonce();
      case PodTask.CloseIntent close -> "close " + close.name().nonce();
      case PodTask.Terminate terminate -> "terminate " + terminate.podId();
      case PodTask.Stop stop -> "stop " + stop.podId();
      case PodTask.Start start -> "start " + start.podId();
      case PodTask.Create create -> "create " + create.slot();
      case PodTask.Note note -> "note " + note.slot();
    };
  }
}
