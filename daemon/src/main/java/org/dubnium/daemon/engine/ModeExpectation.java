package org.dubnium.daemon.engine;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;

/** Expects the host to show a mode, in fresh observations, within a time. */
final class ModeExpectation {

  private static final Duration RECHECK = Duration.ofSeconds(1);

  private final HostState host;
  private final HostChanges changes;

  ModeExpectation(HostState host, HostChanges changes) {
    this.host = host;
    this.changes = changes;
  }

  /**
   * Waits for the mode to be settled. A mode that holds but is degraded when the time is over is
   * accepted: it is usable, and its condition says what is not.
   */
  void require(ModeName mode, Duration time, Cancellation cancellation, Waiting waiting)
      throws StepFailed {
    waiting.on("mode " + mode + " to hold", List.of());
    Classification last = await(seen -> seen.isSettledIn(mode), time, cancellation);
    if (!last.mode().equals(java.util.Optional.of(mode))) {
      throw new StepFailed(
          Reason.of(ReasonCode.ASSERTION_FAILED, "cannot see mode " + mode + ": " + describe(last))
              .withClauses(last.degradations()));
    }
  }

  /** Observes until the predicate holds or the time is over; answers what was seen last. */
  Classification await(
      Predicate<Classification> expected, Duration time, Cancellation cancellation)
      throws StepFailed {
    Deadline deadline = Deadline.in(time);
    while (true) {
      var change = changes.next();
      Classification seen = host.refresh().classification();
      if (expected.test(seen) || deadline.isPast()) {
        return seen;
      }
      Duration left = deadline.left();
      cancellation.await(change, left.compareTo(RECHECK) < 0 ? left : RECHECK);
    }
  }

  /** What speaks against the host being in order, for people. */
  static String describe(Classification seen) {
    List<String> faults = new java.util.ArrayList<>(seen.conflicts());
    faults.addAll(seen.missing());
    faults.addAll(seen.contradicts());
    seen.degradations().stream()
        .map(clause -> clause.clause() + " is " + clause.observed() + ", not " + clause.expected())
        .forEach(faults::add);
    return "the host shows "
        + seen.modeText()
        + faults.stream().distinct().collect(Collectors.joining("; ", " (", ")"));
  }
}
