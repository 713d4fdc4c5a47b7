package org.dubnium.daemon.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.port.AuditLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the audit log says about past transitions. */
final class History {

  private static final Logger LOG = LoggerFactory.getLogger(History.class);

  /** How many past transitions an estimate looks at. */
  private static final int LOOK_BACK = 64;

  private final AuditLog audit;

  History(AuditLog audit) {
    this.audit = audit;
  }

  /** The transitions that finished last, newest first; none if the log cannot be read. */
  List<FinishedTransition> last(int limit) {
    try {
      return audit.transitions(limit);
    } catch (IOException unreadable) {
      LOG.warn("cannot read past transitions, ignoring", unreadable);
      return List.of();
    }
  }

  /**
   * The median time that this took so far from there, or else what is like it; empty if nothing such was
   * ever done.
   */
  Optional<Duration> typical(Optional<ModeName> from, Operation operation) {
    List<FinishedTransition> past = last(LOOK_BACK);
    Optional<Duration> same = median(past, from, operation::asksTheSame);
    return same.isPresent() ? same : median(past, from, operation::isLike);
  }

  private static Optional<Duration> median(
      List<FinishedTransition> all, Optional<ModeName> from, Predicate<Operation> counts) {
    List<Duration> times =
        all.stream()
            .filter(past -> past.outcome() == Outcome.COMMITTED)
            .filter(past -> past.from().equals(from) && counts.test(past.request().operation()))
            .map(past -> Duration.between(past.startedAt(), past.finishedAt()))
            .sorted()
            .toList();
    return times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() / 2));
  }
}
