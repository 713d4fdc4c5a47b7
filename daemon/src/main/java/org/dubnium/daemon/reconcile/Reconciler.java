package org.dubnium.daemon.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.dubnium.daemon.classify.RepairTarget;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.policy.Policy.ReconcilePolicy;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.port.AuditLog;

/**
 * Compares the host with what its keys want while the mode that is wanted holds, and repairs what differs:
 * each unit in a thread of its own, since a start may take long, within its budget, and only between
 * transitions.
 */
public final class Reconciler {

  /** Who is to be told what. */
  public interface Listener {

    /** What is being done about the clauses that do not hold has changed. */
    void repairsChanged();

    /** A repair is over: it is worth another look. */
    void repairEnded();
  }

  private final HostAccess host;
  private final Supplier<Policy> policy;
  private final InstantSource clock;
  private final Executor threads;
  private final Listener listener;
  private final Repairer repairer;
  private final List<Key> keys;
  private final RepairHistory history = new RepairHistory();
  private final RepairReport report = new RepairReport(history);
  private volatile Map<String, RepairState> states = Map.of();
  private Optional<TransitionId> lastCommitted = Optional.empty();

  /**
   * @param keys what is reconciled, in that order
   * @param clock that nobody sets: delays are measured by it
   * @param threads a thread of its own for each repair
   */
  public Reconciler(
      HostAccess host,
      List<Key> keys,
      AuditLog audit,
      Supplier<Policy> policy,
      InstantSource clock,
      Executor threads,
      Listener listener) {
    this.host = host;
    this.keys = List.copyOf(keys);
    this.policy = policy;
    this.clock = clock;
    this.threads = threads;
    this.listener = listener;
    this.repairer = new Repairer(host, audit, policy);
  }

  /** What is being done about clauses that do not hold, by their names. */
  public Map<String, RepairState> states() {
    return states;
  }

  /** Breakers close and budgets begin anew, as after a reload of the configuration. */
  public void forget() {
    history.forget();
  }

  /**
   * Looks at every key by what was seen last, and begins the repairs that are due.
   *
   * @return after what time to come back at the latest; empty if there is nothing to come back for
   */
  public Optional<Duration> reconcile() {
    Optional<Situation> seen = host.seen();
    Map<String, RepairState> found = new TreeMap<>();
    List<Duration> due = new ArrayList<>();
    if (seen.isPresent()) {
      forgetAfterCommit(seen.get());
      Optional<ModeName> mode = seen.get().repairable(policy.get());
      for (Key key : mode.isPresent() ? keys : List.<Key>of()) {
        if (reconcile(key, mode.get(), seen.get(), found)
            instanceof Result.RequeueAfter(Duration time)) {
          due.add(time);
        }
      }
    }
    publish(found);
    return due.stream().min(Duration::compareTo);
  }

  private void forgetAfterCommit(Situation seen) {
    if (seen.committed().isPresent() && !seen.committed().equals(lastCommitted)) {
      lastCommitted = seen.committed();
      history.forget();
    }
  }

  private Result reconcile(
      Key key, ModeName mode, Situation seen, Map<String, RepairState> found) {
    Result result = new Result.Done();
    for (RepairTarget demand : key.demands(mode, seen.observation(), policy.get())) {
      switch (demand.state()) {
        case MET -> history.well(demand.unit(), clock.instant(), policy.get().reconcile());
        case UNMET -> result = result.or(tend(key, mode, demand, seen));
        case MOVING, UNKNOWN -> {}
      }
      if (demand.state() != RepairTarget.State.MET) {
        report.note(demand, mode, seen, found);
      }
    }
    return result;
  }

  /** Does what is to be done now about a unit that is not as it should be. */
  private Result tend(Key key, ModeName mode, RepairTarget demand, Situation seen) {
    if (history.isUnderRepair(demand.unit())) {
      return new Result.Done();
    }
    Optional<String> objection = Objection.to(demand, seen.observation());
    if (objection.isPresent()) {
      if (history.say(demand.unit(), objection.get())) {
        repairer.refused(mode, demand, objection.get());
      }
      return new Result.GaveUp();
    }
    boolean wasOpen = history.breaker(demand.unit()).open();
    Breaker breaker =
        history.update(
            demand.unit(), before -> before.drifting(clock.instant(), policy.get().reconcile()));
    return switch (breaker.decide(clock.instant())) {
      case Breaker.Decision.Wait(Duration time) -> new Result.RequeueAfter(time);
      case Breaker.Decision.Act act -> {
        begin(key, demand);
        yield new Result.Done();
      }
      case Breaker.Decision.GiveUp giveUp -> {
        if (!wasOpen) {
          repairer.gaveUp(
              key, mode, demand, breaker.attempts().size(), history.lastWord(demand.unit()));
        }
        yield new Result.GaveUp();
      }
    };
  }

  private void begin(Key key, RepairTarget demand) {
    if (history.begin(demand.unit())) {
      threads.execute(
          () -> {
            try {
              host.repair(calledOff -> attempt(key, demand, calledOff));
            } finally {
              history.end(demand.unit());
            }
            listener.repairEnded();
          });
    }
  }

  /** Something may have changed since it was found that a repair is due: reads it anew. */
  private void attempt(Key key, RepairTarget due, CompletableFuture<Void> calledOff) {
    Situation now = host.look();
    Optional<ModeName> mode = now.repairable(policy.get());
    if (mode.isEmpty() || calledOff.isDone()) {
      return;
    }
    Optional<RepairTarget> demand =
        key.demands(mode.get(), now.observation(), policy.get()).stream()
            .filter(wanted -> wanted.unit().equals(due.unit()))
            .filter(wanted -> wanted.state() == RepairTarget.State.UNMET)
            .filter(wanted -> Objection.to(wanted, now.observation()).isEmpty())
            .findFirst();
    demand.ifPresent(wanted -> attempt(key, mode.get(), wanted, calledOff));
  }

  private void attempt(Key key, ModeName mode, RepairTarget demand, CompletableFuture<Void> calledOff) {
    UnitName unit = demand.unit();
    int attempt = history.breaker(unit).attempts().size() + 1;
    RepairOutcome outcome = repairer.repair(key, mode, demand, attempt, calledOff);
    Instant now = clock.instant();
    ReconcilePolicy limits = policy.get().reconcile();
    boolean isNews = history.say(unit, outcome.message());
    switch (outcome) {
      case RepairOutcome.Repaired _, RepairOutcome.Failed _ ->
          history.update(unit, breaker -> breaker.attempted(now, limits));
      case RepairOutcome.Harmful(String why) -> {
        history.update(unit, breaker -> breaker.attempted(now, limits).tripped());
        repairer.gaveUp(key, mode, demand, attempt, why);
      }
      case RepairOutcome.CalledOff _ -> history.update(unit, breaker -> breaker.waiting(now, limits));
      case RepairOutcome.NotRecorded(String why) -> {
        history.update(unit, breaker -> breaker.waiting(now, limits));
        if (isNews) {
          repairer.refused(mode, demand, why);
        }
      }
    }
  }

  private void publish(Map<String, RepairState> found) {
    if (!found.equals(states)) {
      states = Map.copyOf(found);
      listener.repairsChanged();
    }
  }
}
