package org.dubnium.fleet.pod.reconcile;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;
import org.dubnium.fleet.pod.Candidates;
import org.dubnium.fleet.pod.CostHistory;
import org.dubnium.fleet.pod.DeclaredFleet;
import org.dubnium.fleet.pod.IdleState;
import org.dubnium.fleet.pod.PodCandidate;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.Selection;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.store.PodEvent;
import org.dubnium.fleet.pod.store.PodStoreException;
import org.dubnium.fleet.pod.store.SlotWish;
import org.dubnium.fleet.runpod.RunpodException;

/** One look, comparison and action at a time, and what this process remembers from one to the next. */
final class ReconcileRound {

  private static final Duration INTERVAL = Duration.ofSeconds(30);

  /** What comes up is seen soon, and waited for by what needs it. */
  private static final Duration WHILE_CHANGING = Duration.ofSeconds(10);

  private final ReconcilerPorts ports;
  private final FleetMemory memory = new FleetMemory();
  private final CatalogCache catalog;
  private final Costs costs;
  private final FleetObserver observer;
  private final TaskRunner runner;

  /** What could be rented in place of what cannot be had, by declaration, while it is held. */
  private final Map<String, List<PodCandidate>> alternatives = new HashMap<>();

  private Optional<Observation> last = Optional.empty();
  private Optional<String> failure = Optional.empty();

  /** Whether the last round found something on its way, or changed something. */
  private boolean isChanging;

  /** RunPod wants not to be asked before then, by the monotonic clock. */
  private Optional<Long> notBefore = Optional.empty();

  ReconcileRound(ReconcilerPorts ports) throws PodStoreException {
    this.ports = ports;
    catalog = new CatalogCache(ports.api(), ports.nanoTime());
    costs = new Costs(ports);
    observer = new FleetObserver(ports, memory, catalog, costs);
    runner = new TaskRunner(ports, memory, catalog);
  }

  CostHistory costs() {
    return costs.history();
  }

  /** Looks, compares, acts. What cannot be done is told by the status. */
  void run(DeclaredFleet declared) throws InterruptedException {
    long now = ports.nanoTime().getAsLong();
    if (notBefore.filter(until -> now - until < 0).isPresent()) {
      return;
    }
    notBefore = Optional.empty();
    isChanging = false;
    try {
      Observation seen = observe(declared);
      isChanging = seen.pods().stream().anyMatch(ObservedPod::isComing);
      isChanging |= runner.run(PodPlanner.plan(seen.input()));
      stopIdle(declared, seen);
    } catch (RunpodException e) {
      failed(e);
    } catch (PodStoreException e) {
      failure = Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** How long nothing has to be looked at, unless something is decided. */
  Duration pause() {
    return isChanging ? WHILE_CHANGING : INTERVAL;
  }

  private Observation observe(DeclaredFleet declared)
      throws RunpodException, PodStoreException, InterruptedException {
    Observation seen = observer.observe(declared);
    last = Optional.of(seen);
    failure = Optional.empty();
    alternatives.keySet().retainAll(seen.input().holds().keySet());
    seen.input()
        .candidates()
        .forEach((name, found) -> alternatives.put(name, found.alternatives()));
    return seen;
  }

  private void failed(RunpodException e) {
    failure = Optional.of(String.valueOf(e.getMessage()));
    long now = ports.nanoTime().getAsLong();
    if (e.kind() == RunpodException.Kind.RATE_LIMITED) {
      notBefore =
          Optional.of(now + CreateHolds.wait(e, ports.clock().instant()).toNanos());
    }
    if (e.kind() == RunpodException.Kind.UNAUTHORIZED) {
      memory.holds.pauseForKey(failure.get(), now);
    }
  }

  private void stopIdle(DeclaredFleet declared, Observation seen) throws PodStoreException {
    for (Map.Entry<PodName, IdleState> entry : seen.idle().entrySet()) {
      SlotId slot = entry.getKey().slot();
      boolean isWanted = seen.input().records().wish(slot) == SlotWish.RUNNING;
      if (entry.getValue().action() == IdleState.Action.STOP && isWanted) {
        ports
            .store()
            .wish(
                declared.fleet(),
                Map.of(slot, SlotWish.STOPPED),
                new PodEvent(
                    ports.clock().instant(),
                    TaskRunner.AGENT,
                    slot.toString(),
                    "stop",
                    "idle for %d min".formatted(entry.getValue().idleFor().toMinutes())));
      }
    }
  }

  /** What applying the selected declarations would do, by a fresh listing. */
  PodPlan plan(DeclaredFleet declared, Selection selection)
      throws OperationException, InterruptedException {
    try {
      PlannerInput input = observe(declared).input().ifApplied(selection);
      Map<String, Candidates> candidates = new HashMap<>();
      for (PodDeclaration declaration : input.declared().declarations()) {
        candidates.put(declaration.name(), catalog.candidates(declaration));
      }
      return PlanBuilder.plan(input, candidates);
    } catch (RunpodException e) {
      failed(e);
      throw unavailable(e);
    }
  }

  /** What people decide, by what was seen last. */
  Decisions decisions(DeclaredFleet declared) {
    return new Decisions(this, ports, memory, declared, last);
  }

  /** Destroys every pod, and looks what is left. */
  List<RemainingPod> destroyAll(DeclaredFleet declared, String actor)
      throws OperationException, InterruptedException {
    ports
        .store()
        .empty(
            declared.fleet(),
            new PodEvent(
                ports.clock().instant(), actor, "fleet", "destroy", "all pods are destroyed"));
    try {
      var _ = runner.run(PodPlanner.plan(observe(declared).input()));
      Map<SlotId, String> notes = runner.notes();
      return observe(declared).pods().stream()
          .map(
              pod ->
                  new RemainingPod(
                      pod.name(),
                      pod.id(),
                      pod.phase(),
                      notes.getOrDefault(pod.slot(), "RunPod lists it still")))
          .toList();
    } catch (RunpodException e) {
      failed(e);
      throw unavailable(e);
    }
  }

  private static OperationException unavailable(RunpodException e) {
    return new OperationException(Kind.UNAVAILABLE, String.valueOf(e.getMessage()), e);
  }

  /** What is to be shown; empty if the records cannot be read. */
  Optional<PodFleetStatus> status(DeclaredFleet declared) {
    try {
      return Optional.of(
          new StatusBuilder(
                  declared,
                  ports.store().records(declared.fleet()),
                  ports.store().phases(declared.fleet()),
                  last,
                  runner.notes(),
                  Map.copyOf(alternatives),
                  memory,
                  costs,
                  ports)
              .build(failure));
    } catch (PodStoreException e) {
      failure = Optional.of(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
