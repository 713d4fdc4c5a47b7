package org.dubnium.fleet.pod.reconcile;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.dubnium.fleet.domain.Secret;
import org.dubnium.fleet.pod.DeclaredFleet;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.store.PodIntent;
import org.dubnium.fleet.pod.store.PodStore;
import org.dubnium.fleet.pod.store.PodStoreException;
import org.dubnium.fleet.runpod.Deadlines;
import org.dubnium.fleet.runpod.RunpodClient;
import org.dubnium.testbed.runpod.ApiKeys;
import org.dubnium.testbed.runpod.RateLimits;
import org.dubnium.testbed.runpod.StandIn;
import org.dubnium.testbed.runpod.StandInSettings;
import org.dubnium.testbed.runpod.history.History;
import org.dubnium.testbed.runpod.history.PodHistory;

/** An account at the stand-in, the agent's process on its disk, and what must hold of both. */
final class ScheduleWorld {

  static final String FLEET = "lab";

  private static final HttpUrl BASE = HttpUrl.get("http://api.runpod.test");
  private static final OkHttpClient HTTP =
      new OkHttpClient.Builder().connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)).build();

  final VirtualTime time = new VirtualTime();
  final KillSwitch kill = new KillSwitch();
  final StandIn standIn;
  final StandInBridge bridge;

  /** Identifiers of pods that the agent must not touch. */
  final Set<String> foreign = new HashSet<>();

  /** Of pods of the fleet that nobody declared: the agent may stop one for the cap, and not end it. */
  final Set<String> undeclared = new HashSet<>();

  /** Values of credentials by name. */
  Function<String, Optional<String>> secrets = Optional::of;

  private final SplittableRandom random;
  private PodStore store;
  private final RunpodClient client;
  private final Consumer<String> trace;
  private Optional<DeclaredFleet> declared = Optional.empty();
  private Reconciler reconciler;
  private int checkedPods;

  ScheduleWorld(PodStore store, SplittableRandom random, Consumer<String> trace)
      throws PodStoreException {
    this.store = store;
    this.random = random;
    this.trace = trace;
    standIn =
        new StandIn(
            StandInSettings.standard().with(RateLimits.none()), time.real(), random.split());
    bridge = new StandInBridge(time, standIn, kill, trace);
    client =
        new RunpodClient(
            HTTP.newBuilder().addInterceptor(bridge).build(),
            BASE,
            () -> Optional.of(new Secret(ApiKeys.FIRST)),
            Deadlines.DEFAULT,
            time.wall());
    store.observeCommits(kill::point);
    bridge.beforeCreate(this::checkIntents);
    reconciler = begin();
  }

  private Reconciler begin() throws PodStoreException {
    return new Reconciler(
        new ReconcilerPorts(
            client,
            store,
            targets -> {
              Set<PodName> answering = new HashSet<>();
              targets.forEach(
                  (name, target) -> {
                    Optional<String> id =
                        standIn.answering(target.address().host(), target.address().port());
                    if (id.filter(standIn::answers).isPresent()) {
                      answering.add(name);
                    }
                  });
              return answering;
            },
            WorkloadReadings.OF_GPUS,
            name -> secrets.apply(name),
            List.of("fleet-jobs:990"),
            time.wall(),
            time::nanoTime,
            random.split(),
            () -> {}),
        declared);
  }

  /** What the agent does in a schedule. */
  @FunctionalInterface
  interface Work {
    void run(Reconciler reconciler) throws Exception;
  }

  /**
   * Has the agent do something; if it is killed on the way, another process begins.
   *
   * @return whether it came to its end
   */
  boolean run(Work work) throws Exception {
    try {
      work.run(reconciler);
      return true;
    } catch (KillSwitch.Killed killed) {
      trace.accept("    killed");
      kill.arm(0);
      reconciler = begin();
      return false;
    }
  }

  /** The same with another file, and a process that has seen nothing. */
  void restart(PodStore other) throws PodStoreException {
    store = other;
    reconciler = begin();
  }

  void declare(DeclaredFleet fleet) {
    declared = Optional.of(fleet);
    reconciler.declare(declared);
  }

  DeclaredFleet declared() {
    return declared.orElseThrow();
  }

  PodStore store() {
    return store;
  }

  Reconciler reconciler() {
    return reconciler;
  }

  Optional<PodFleetStatus> status() {
    return reconciler.status();
  }

  void pass(Duration time) {
    this.time.pass(time);
    standIn.advance();
  }

  /** Of each declaration no more than one pod is asked for at a time, and that one is written down. */
  private void checkIntents() {
    Map<String, Integer> unsettled = new HashMap<>();
    try {
      for (PodIntent intent : store.records(FLEET).intents()) {
        if (intent.state() == PodIntent.State.UNSETTLED) {
          unsettled.merge(intent.slot().declaration(), 1, Integer::sum);
        }
      }
    } catch (PodStoreException e) {
      throw new IllegalStateException(e);
    }
    if (unsettled.isEmpty() || unsettled.values().stream().anyMatch(count -> count > 1)) {
      throw new AssertionError("pods that are being asked for: " + unsettled);
    }
  }

  /** What must hold at all times. */
  void check() {
    History history = standIn.history().own();
    checkSlots(history);
    double most = history.maxCostPerHour();
    if (most > declared().cap().dollars() + 1e-6) {
      throw new AssertionError("pods cost %.4f an hour".formatted(most));
    }
    for (String id : foreign) {
      if (bridge.changed().contains(id)) {
        throw new AssertionError("a pod that is not of the fleet was changed: " + id);
      }
    }
    for (String id : undeclared) {
      if (bridge.ended().contains(id)) {
        throw new AssertionError("a pod that nobody declared was ended: " + id);
      }
    }
  }

  /** No two pods of a slot are there at one time. */
  private void checkSlots(History history) {
    List<PodHistory> pods = history.pods();
    for (; checkedPods < pods.size(); checkedPods++) {
      PodHistory created = pods.get(checkedPods);
      SlotId slot = slot(created);
      for (PodHistory other : pods) {
        if (!other.id().equals(created.id())
            && slot(other).equals(slot)
            && other.exists(created.createdAt())
            && !other.createdAt().isAfter(created.createdAt())) {
          throw new AssertionError(
              "two pods of %s: %s and %s".formatted(slot, other.name(), created.name()));
        }
      }
    }
  }

  static SlotId slot(PodHistory pod) {
    return PodName.parse(pod.name()).orElseThrow().slot();
  }

  /** The pods that the agent made and that are there. */
  List<PodHistory> existing() {
    return standIn.history().own().existing();
  }

  /** All pods of the fleet that are there, whoever made them. */
  List<PodHistory> ofFleet() {
    return standIn.history().existing().stream()
        .filter(
            pod ->
                PodName.parse(pod.name()).filter(name -> name.fleet().equals(FLEET)).isPresent())
        .toList();
  }

  /** How many pods of each slot are there. */
  Map<SlotId, Integer> filled() {
    Map<SlotId, Integer> filled = new HashMap<>();
    existing().forEach(pod -> filled.merge(slot(pod), 1, Integer::sum));
    return filled;
  }
}
