package org.dubnium.fleet.pod.reconcile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.PodEvent;
import org.dubnium.fleet.pod.store.PodIntent;
import org.dubnium.fleet.pod.store.PodStoreException;
import org.dubnium.fleet.runpod.PodAction;
import org.dubnium.fleet.runpod.RunpodException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a plan says, task by task. What fails is not tried again: the next listing shows what came
 * of it.
 */
final class TaskRunner {

  private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

  /** Who acts when no person does. */
  static final String AGENT = "fleet-agent";

  /** Calls that may fail in one round, until RunPod is left alone. */
  private static final int TOLERATED_FAILURES = 3;

  private final ReconcilerPorts ports;
  private final FleetMemory memory;
  private final PodCreation creation;

  /** Why each slot is not as it is wanted, of the round that runs. */
  private final Map<SlotId, String> notes = new HashMap<>();

  private int failures;
  private boolean changed;

  TaskRunner(ReconcilerPorts ports, FleetMemory memory, CatalogCache catalog) {
    this.ports = ports;
    this.memory = memory;
    this.creation = new PodCreation(ports, memory, catalog);
  }

  /**
   * Runs them.
   *
   * @return whether something was done
   * @throws PodStoreException if something cannot be written down; nothing was done after that which
   *     costs money, but what saves it
   */
  boolean run(List<PodTask> tasks) throws PodStoreException, InterruptedException {
    notes.clear();
    failures = 0;
    changed = false;
    Set<String> ended = new HashSet<>();
    Optional<PodStoreException> unwritten = Optional.empty();
    for (PodTask task : tasks) {
      if (failures >= TOLERATED_FAILURES) {
        break;
      }
      if (unwritten.isPresent() && costs(task)) {
        continue;
      }
      try {
        switch (task) {
          case PodTask.AdoptIntent adopt -> adopt(adopt);
          case PodTask.CloseIntent close -> close(close);
          case PodTask.Terminate terminate -> terminate(terminate);
          case PodTask.Stop stop -> stop(stop);
          case PodTask.Start start -> start(start);
          case PodTask.Note note -> notes.put(note.slot(), note.reason());
          case PodTask.Create create -> {
            // One at a time: after one that failed, the declaration waits for the next listing.
            if (ended.add(create.slot().declaration()) && create(create)) {
              ended.remove(create.slot().declaration());
            }
          }
        }
      } catch (RunpodException e) {
        failed(task, e);
      } catch (PodStoreException e) {
        unwritten = Optional.of(e);
      }
    }
    if (unwritten.isPresent()) {
      throw unwritten.get();
    }
    return changed;
  }

  private static boolean costs(PodTask task) {
    return task instanceof PodTask.Create || task instanceof PodTask.Start;
  }

  Map<SlotId, String> notes() {
    return Map.copyOf(notes);
  }

  private void adopt(PodTask.AdoptIntent task) throws PodStoreException {
    PodName name = task.name();
    if (task.intended()) {
      boolean isAwaited =
          ports
              .store()
              .records(name.fleet())
              .intent(name)
              .filter(each -> each.state() == PodIntent.State.SETTLED)
              .isPresent();
      Optional<PodEvent> event =
          isAwaited
              ? Optional.empty()
              : Optional.of(event(name, "find", "it was made, and is listed"));
      ports.store().found(name, task.pod().id(), PodIntent.State.LISTED, event);
    } else {
      ports
          .store()
          .adopt(
              adopted(task), event(name, "adopt", "nobody had written it down; it fills its slot"));
    }
    changed = true;
  }

  private PodIntent adopted(PodTask.AdoptIntent task) {
    return new PodIntent(
        task.name(),
        task.pod().gpu().map(gpu -> gpu.id()).orElse(""),
        Usd.ZERO,
        Costs.told(task.pod()).orElse(Usd.ZERO),
        Optional.empty(),
        ports.clock().instant(),
        PodIntent.State.LISTED,
        Optional.of(task.pod().id()),
        Optional.empty());
  }

  private void close(PodTask.CloseIntent task) throws PodStoreException {
    ports
        .store()
        .close(task.name(), task.reason(), event(task.name(), "close", task.reason()));
    if (task.isFailure()) {
      memory.holds.failed(
          task.name().slot().declaration(), task.reason(), ports.nanoTime().getAsLong());
    }
    changed = true;
  }

  private void terminate(PodTask.Terminate task) throws RunpodException, InterruptedException {
    try {
      ports.api().deletePod(task.podId());
    } catch (RunpodException e) {
      if (e.kind() != RunpodException.Kind.NOT_FOUND) {
        throw e;
      }
    }
    memory.absences.ended(task.name(), task.podId());
    if (task.isFailure()) {
      memory.holds.failed(
          task.name().slot().declaration(), task.reason(), ports.nanoTime().getAsLong());
    }
    record(event(task.name(), "terminate", task.reason()));
    changed = true;
  }

  private void stop(PodTask.Stop task) throws RunpodException, InterruptedException {
    var _ = ports.api().podAction(task.podId(), PodAction.STOP);
    record(event(task.name(), "stop", task.reason()));
    notes.put(task.name().slot(), task.reason());
    changed = true;
  }

  private void start(PodTask.Start task)
      throws RunpodException, PodStoreException, InterruptedException {
    ports
        .store()
        .event(event(task.name(), "start", "asked to, at %s an hour".formatted(task.rate())));
    memory.starting(task.name(), ports.nanoTime().getAsLong());
    try {
      var _ = ports.api().podAction(task.podId(), PodAction.START);
      changed = true;
    } catch (RunpodException e) {
      String declaration = task.name().slot().declaration();
      long now = ports.nanoTime().getAsLong();
      switch (e.kind()) {
        case REJECTED -> memory.holds.lacked(declaration, String.valueOf(e.getMessage()), now);
        case CONFLICT, INVALID, NOT_FOUND ->
            memory.holds.failed(declaration, String.valueOf(e.getMessage()), now);
        default -> {}
      }
      throw e;
    }
  }

  private boolean create(PodTask.Create task)
      throws RunpodException, PodStoreException, InterruptedException {
    Optional<String> refusal = creation.create(task);
    refusal.ifPresent(reason -> notes.put(task.slot(), reason));
    changed = true;
    return refusal.isEmpty();
  }

  /** A call failed; some failures mean that the next ones would as well. */
  private void failed(PodTask task, RunpodException failure) {
    String reason = String.valueOf(failure.getMessage());
    slot(task).ifPresent(slot -> notes.put(slot, reason));
    long now = ports.nanoTime().getAsLong();
    switch (failure.kind()) {
      case UNAUTHORIZED -> {
        memory.holds.pauseForKey(reason, now);
        failures = TOLERATED_FAILURES;
      }
      case FORBIDDEN, INSUFFICIENT_BALANCE -> memory.holds.pauseForAccount(reason, now);
      case RATE_LIMITED -> {
        memory.holds.pauseForLimit(failure, ports.clock().instant(), now);
        failures = TOLERATED_FAILURES;
      }
      case UNAVAILABLE -> failures = TOLERATED_FAILURES;
      case NOT_FOUND, CONFLICT, REJECTED, INVALID, OUTCOME_UNKNOWN, MALFORMED -> failures++;
    }
  }

  private static Optional<SlotId> slot(PodTask task) {
    return switch (task) {
      case PodTask.AdoptIntent adopt -> Optional.of(adopt.name().slot());
      case PodTask.CloseIntent close -> Optional.of(close.name().slot());
      case PodTask.Terminate terminate -> Optional.of(terminate.name().slot());
      case PodTask.Stop stop -> Optional.of(stop.name().slot());
      case PodTask.Start start -> Optional.of(start.name().slot());
      case PodTask.Create create -> Optional.of(create.slot());
      case PodTask.Note note -> Optional.of(note.slot());
    };
  }

  /** Records what saves money; that is done also where it cannot be recorded. */
  private void record(PodEvent event) {
    try {
      ports.store().event(event);
    } catch (PodStoreException e) {
      LOG.warn("{}, ignoring", e.getMessage());
    }
  }

  private PodEvent event(PodName name, String action, String outcome) {
    return new PodEvent(ports.clock().instant(), AGENT, name.toString(), action, outcome);
  }
}
