package org.dubnium.daemon.domain.transition;

import java.time.Instant;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.mode.ModeName;

/**
 * A transition that is over.
 *
 * @param from the mode before; empty for unknown
 * @param last the mode that a fresh observation showed after; empty for unknown
 * @param condition the condition that it showed
 */
public record FinishedTransition(
    TransitionId id,
    TransitionRequest request,
    Optional<ModeName> from,
    Optional<ModeName> last,
    Condition condition,
    Outcome outcome,
    Reason reason,
    Instant startedAt,
    Instant finishedAt) {

  /** The same transition with its end told in other words. */
  public FinishedTransition because(Reason other) {
    return new FinishedTransition(
        id, request, from, last, condition, outcome, other, startedAt, finishedAt);
  }
}
