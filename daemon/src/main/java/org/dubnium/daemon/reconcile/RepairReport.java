package org.dubnium.daemon.reconcile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.classify.RepairTarget;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.reconcile.RepairState.Kind;

/** What is told of repairs, clause by clause. */
final class RepairReport {

  private final RepairHistory history;

  RepairReport(RepairHistory history) {
    this.history = history;
  }

  /** Adds what is being done about a demand that is not met. */
  void note(RepairTarget demand, ModeName mode, Situation seen, Map<String, RepairState> states) {
    Optional<RepairState> state = state(demand, seen);
    if (state.isPresent()) {
      for (String clause : shownClauses(demand, mode, seen)) {
        states.merge(clause, state.get(), RepairState::orGraver);
      }
    }
  }

  private Optional<RepairState> state(RepairTarget demand, Situation seen) {
    Breaker breaker = history.breaker(demand.unit());
    int attempts = breaker.attempts().size();
    if (history.isUnderRepair(demand.unit())) {
      return Optional.of(new RepairState(Kind.REPAIRING, attempts + 1, ""));
    }
    if (demand.state() != RepairTarget.State.UNMET) {
      return Optional.empty();
    }
    Kind kind = attempts == 0 ? Kind.PENDING : Kind.BACKING_OFF;
    if (Objection.to(demand, seen.observation()).isPresent()) {
      kind = Kind.REFUSED;
    } else if (breaker.open()) {
      kind = Kind.GAVE_UP;
    }
    return Optional.of(new RepairState(kind, attempts, history.lastWord(demand.unit())));
  }

  /** Of an overlay that is half there only that is shown: the other clauses are its base's. */
  private static List<String> shownClauses(RepairTarget demand, ModeName mode, Situation seen) {
    return seen.classification().mode().equals(Optional.of(mode))
        ? demand.clauses()
        : List.of("overlay:" + mode);
  }
}
