package org.dubnium.daemon.engine.step;

import java.time.Duration;
import java.util.List;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.port.FailureReports;
import org.dubnium.daemon.port.UnitManager;

/** Starts a unit, and sees that it is active. */
final class StartUnitHandler implements StepHandler<Step.StartUnit> {

  /** How long what a unit printed may take to be read once it has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(18);

  private final UnitManager units;
  private final FailureReports failures;

  StartUnitHandler(UnitManager units, FailureReports failures) {
    this.units = units;
    this.failures = failures;
  }

  @Override
  public void run(
      Step.StartUnit step, Duration deadline, Cancellation cancellation, WaitListener waiting)
      throws StepFailed {
    UnitName unit = step.unit();
    waiting.on("the start of " + unit, List.of());
    try {
      UnitSteps.start(unit, units, Deadline.in(deadline), cancellation);
      UnitSteps.expect(unit, true, units);
    } catch (StepFailed failed) {
      throw failed.reason().isCalledOff() ? failed : explained(unit, failed);
    }
  }

  /** With what the unit itself says of its failure, where that can be told. */
  private StepFailed explained(UnitName unit, StepFailed failed) {
    return failures
        .failure(unit, PATIENCE)
        .map(failure -> new StepFailed(failed.reason().withFailure(failure)))
        .orElse(failed);
  }
}
