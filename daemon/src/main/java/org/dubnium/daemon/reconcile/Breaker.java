package org.dubnium.daemon.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.common.time.Backoff;
import org.dubnium.daemon.domain.policy.Policy.ReconcilePolicy;

/**
 * How often a unit was repaired, and whether it may be once more. Knows no clock: every question
 * brings the time.
 *
 * @param attempts when repairs were begun: those within the window, and all since the unit was well
 * @param notBefore when the next may begin; empty while the unit is well
 * @param open nothing more is tried
 */
record Breaker(List<Instant> attempts, Optional<Instant> notBefore, boolean open) {

  /** What to do about a unit that is not as it should be. */
  sealed interface Decision {
    record Act() implements Decision {}

    record Wait(Duration time) implements Decision {}

    record GiveUp() implements Decision {}
  }

  Breaker {
    attempts = List.copyOf(attempts);
  }

  /** Of a unit that nothing is known about. */
  static Breaker closed() {
    return new Breaker(List.of(), Optional.empty(), false);
  }

  /** The unit was seen well. Somebody mended it if nothing was tried any more: a new beginning. */
  Breaker well(Instant now, ReconcilePolicy policy) {
    if (open) {
      return closed();
    }
    Instant oldest = now.minus(policy.window());
    return new Breaker(
        attempts.stream().filter(attempt -> !attempt.isBefore(oldest)).toList(),
        Optional.empty(),
        false);
  }

  /** The unit was seen away from its contract. */
  Breaker drifting(Instant now, ReconcilePolicy policy) {
    if (open || attempts.size() >= policy.budget()) {
      return tripped();
    }
    return notBefore.isPresent() ? this : waiting(now, policy);
  }

  /** A repair begins. */
  Breaker attempted(Instant now, ReconcilePolicy policy) {
    List<Instant> more = new ArrayList<>(attempts);
    more.add(now);
    return new Breaker(more, notBefore, open).waiting(now, policy);
  }

  /** A repair did not come about, through no fault of the unit. */
  Breaker waiting(Instant now, ReconcilePolicy policy) {
    Backoff backoff = new Backoff(policy.firstDelay(), 2, policy.longestDelay());
    return new Breaker(attempts, Optional.of(now.plus(backoff.after(attempts.size()))), open);
  }

  /** Nothing more is to be tried. */
  Breaker tripped() {
    return new Breaker(attempts, notBefore, true);
  }

  /** Of a unit that is drifting. */
  Decision decide(Instant now) {
    if (open) {
      return new Decision.GiveUp();
    }
    return notBefore
        .filter(now::isBefore)
        .<Decision>map(then -> new Decision.Wait(Duration.between(now, then)))
        .orElseGet(Decision.Act::new);
  }
}
