package org.dubnium.fleet.pod.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;
import org.dubnium.fleet.pod.CostHistory;
import org.dubnium.fleet.pod.DeclaredFleet;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.Selection;
import org.dubnium.fleet.pod.store.PodEvent;
import org.dubnium.fleet.pod.store.PodStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the pods that are applied and still declared. It looks at start, when it is woken, every
 * 30 s, and every 10 s while a pod comes up; what people decide is written down, and done in the next round. Nothing is asked of RunPod
 * while nothing is declared. Safe for use by many threads.
 */
public final class Reconciler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  /** How long a person waits for a round to end that others have begun. */
  private static final Duration TURN = Duration.ofSeconds(30);

  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** What a person or the thread does while it has the turn. */
  @FunctionalInterface
  private interface Work<T> {
    T run(ReconcileRound round) throws OperationException, InterruptedException;
  }

  private final ReconcilerPorts ports;
  private final ReconcileRound round;
  private final Thread thread;
  private final Semaphore wakes = new Semaphore(0);

  /** Rounds and decisions take turns. */
  private final ReentrantLock turn = new ReentrantLock();

  private volatile Optional<DeclaredFleet> declared;
  private volatile Optional<PodFleetStatus> status = Optional.empty();

  /**
   * Makes one that has not begun.
   *
   * @param declared empty if no pods are
   * @throws PodStoreException if the costs so far cannot be read
   */
  public Reconciler(ReconcilerPorts ports, Optional<DeclaredFleet> declared)
      throws PodStoreException {
    this.ports = ports;
    this.declared = declared;
    round = new ReconcileRound(ports);
    thread = Thread.ofVirtual().name("pods").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** The configuration was read anew. */
  public void declare(Optional<DeclaredFleet> fleet) {
    declared = fleet;
    wake();
  }

  /** Has it look at once. */
  public void wake() {
    if (wakes.availablePermits() == 0) {
      wakes.release();
    }
  }

  /** The pods as they were last seen; empty if no pods are declared. */
  public Optional<PodFleetStatus> status() {
    return declared.isPresent() ? status : Optional.empty();
  }

  /** What pods have cost, until the last listing. */
  public CostHistory costs() {
    return round.costs();
  }

  /** What was done, the newest first. */
  public List<PodEvent> events(int limit) throws OperationException {
    return ports.store().events(limit);
  }

  /**
   * What applying some of what is declared would do now, by a fresh listing and the catalog's prices.
   *
   * @throws OperationException INVALID if the selection names what is not declared
   */
  public PodPlan plan(Selection selection) throws OperationException, InterruptedException {
    DeclaredFleet fleet = required();
    requireDeclared(fleet, selection);
    return inTurn(work -> work.plan(fleet, selection));
  }

  /**
   * Puts what is declared in force, as far as it is selected; the rest stays as it was applied.
   *
   * @param fingerprint of the plan that a person saw
   * @throws OperationException CONFLICT if it is not what would be done now; INVALID if the selection
   *     names what is not declared
   */
  public void apply(String fingerprint, Selection selection, String actor)
      throws OperationException, InterruptedException {
    DeclaredFleet fleet = required();
    requireDeclared(fleet, selection);
    var _ = decide(work -> work.decisions(fleet).apply(fingerprint, selection, actor));
  }

  private static void requireDeclared(DeclaredFleet fleet, Selection selection)
      throws OperationException {
    Optional<String> unknown =
        selection.names().stream()
            .flatMap(Set::stream)
            .filter(name -> fleet.find(name).isEmpty())
            .findFirst();
    if (unknown.isPresent()) {
      throw new OperationException(
          Kind.INVALID,
          "cannot find pods '%s' among those that are declared: %s"
              .formatted(
                  unknown.get(),
                  String.join(
                      ", ", fleet.declarations().stream().map(PodDeclaration::name).toList())));
    }
  }

  /** Has the pod of a slot run, if it may be paid for. */
  public void start(String slot, String actor) throws OperationException, InterruptedException {
    DeclaredFleet fleet = required();
    var _ = decide(work -> work.decisions(fleet).start(slot, actor));
  }

  /** Has the pod of a slot stopped, and no other created. */
  public void stop(String slot, String actor) throws OperationException, InterruptedException {
    DeclaredFleet fleet = required();
    var _ = decide(work -> work.decisions(fleet).stop(slot, actor));
  }

  /**
   * Has a pod destroyed. A slot has no pod then until it is started or applied.
   *
   * @param target a slot as {@code worker-1}, or the name of a pod, which may fill none
   */
  public void destroy(String target, String actor)
      throws OperationException, InterruptedException {
    DeclaredFleet fleet = required();
    var _ = decide(work -> work.decisions(fleet).destroy(target, actor));
  }

  /** Takes over a pod of this fleet that nobody wrote down, for the slot that its name says. */
  public void adopt(String podName, String actor)
      throws OperationException, InterruptedException {
    DeclaredFleet fleet = required();
    var _ = decide(work -> work.decisions(fleet).adopt(podName, actor));
  }

  /** Has the pod of a slot run on although it is idle, until then. */
  public void keep(String slot, Instant until, String actor)
      throws OperationException, InterruptedException {
    DeclaredFleet fleet = required();
    var _ = decide(work -> work.decisions(fleet).keep(slot, until, actor));
  }

  /**
   * Destroys every pod of the fleet, whatever it fills; nothing is applied then. What cannot be
   * destroyed now is destroyed later.
   *
   * @return the pods that a fresh listing has nevertheless
   */
  public List<RemainingPod> destroyAll(String actor)
      throws OperationException, InterruptedException {
    DeclaredFleet fleet = required();
    return decide(work -> work.destroyAll(fleet, actor));
  }

  /** Looks, compares and acts once; the thread does so by itself. */
  void reconcile() throws InterruptedException {
    turn.lockInterruptibly();
    try {
      Optional<DeclaredFleet> fleet = declared;
      if (fleet.isPresent()) {
        round.run(fleet.get());
        publish(fleet.get());
      }
    } finally {
      turn.unlock();
    }
  }

  private <T> T decide(Work<T> work) throws OperationException, InterruptedException {
    try {
      return inTurn(work);
    } finally {
      wake();
    }
  }

  private <T> T inTurn(Work<T> work) throws OperationException, InterruptedException {
    if (!turn.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new OperationException(
          Kind.UNAVAILABLE,
          "cannot have a turn: RunPod is being asked for longer than %d s (try again)"
              .formatted(TURN.toSeconds()));
    }
    try {
      return work.run(round);
    } finally {
      turn.unlock();
    }
  }

  private DeclaredFleet required() throws OperationException {
    return declared.orElseThrow(
        () ->
            new OperationException(
                Kind.NOT_FOUND, "cannot find pods: none are declared (add \"pods\" to the configuration)"));
  }

  private void publish(DeclaredFleet fleet) {
    status = round.status(fleet).or(() -> status);
    ports.changed().run();
  }

  private void run() {
    // What is on the disk is told before RunPod has been asked.
    declared.ifPresent(this::publish);
    try {
      while (true) {
        try {
          reconcile();
        } catch (RuntimeException defect) {
          LOG.error("a defect in looking after pods", defect);
        }
        var _ = wakes.tryAcquire(round.pause().toMillis(), TimeUnit.MILLISECONDS);
        wakes.drainPermits();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it, between two calls or in one; what that one came to is seen by the next process. */
  @Override
  public void close() {
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    thread.interrupt();
    try {
      if (!thread.join(CLOSING)) {
        LOG.warn("looking after pods does not end within {} s, ignoring", CLOSING.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
