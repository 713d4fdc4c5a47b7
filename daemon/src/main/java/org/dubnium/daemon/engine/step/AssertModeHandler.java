package org.dubnium.daemon.engine.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.classify.Words;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.Step;

/**
 * Waits for a mode to be settled. A mode that holds but is degraded when the time is over is accepted:
 * it is usable, and its condition says what is not.
 */
final class AssertModeHandler implements StepHandler<Step.AssertMode> {

  private final ChangeSignal changes;
  private final Supplier<HostSnapshot> look;

  /**
   * @param look observes the host
   */
  AssertModeHandler(ChangeSignal changes, Supplier<HostSnapshot> look) {
    this.changes = changes;
    this.look = look;
  }

  @Override
  public void run(
      Step.AssertMode step, Duration time, Cancellation cancellation, WaitListener waiting)
      throws StepFailed {
    ModeName mode = step.mode();
    waiting.on("mode " + mode + " to hold", List.of());
    Classification last =
        changes
            .await(look, seen -> seen.classification().isSettledIn(mode), time, cancellation)
            .classification();
    if (!last.mode().equals(Optional.of(mode))) {
      throw new StepFailed(
          Reason.of(
                  ReasonCode.ASSERTION_FAILED, "cannot see mode " + mode + ": " + Words.shown(last))
              .withClauses(last.degradations()));
    }
  }
}
