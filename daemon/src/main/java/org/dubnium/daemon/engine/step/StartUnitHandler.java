package org.dubnium.daemon.engine.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.port.FailureReports;
import org.dubnium.daemon.port.UnitJob;
import org.dubnium.daemon.port.UnitManager;

/**
 * Starts a unit, and sees that it is active. It is judged by an attempt that began after it was asked for: one
 * that was under way before may fail of what is mended by now, so that another is made if it does.
 */
final class StartUnitHandler implements StepHandler<Step.StartUnit> {

  /** How long what a unit printed may take to be read once it has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

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
    Deadline end = Deadline.in(deadline);
    Optional<UnitState> before = before(unit);
    try {
      boolean underWay = before.filter(UnitState::isStarting).isPresent();
      if (underWay && comesUp(unit, end, cancellation)) {
        return;
      }
      boolean anew = underWay || before.filter(UnitState::awaitsRestart).isPresent();
      UnitJob job = anew ? units.restart(unit) : units.start(unit);
      finish(unit, job, end, cancellation);
    } catch (StepFailed failed) {
      throw failed.reason().isCalledOff() ? failed : explained(unit, failed);
    }
  }

  /** As it is before anything is asked for; empty if nobody can tell. */
  private Optional<UnitState> before(UnitName unit) {
    return UnitSteps.read(unit, units)
            instanceof Reading.Value<Optional<UnitState>>(Optional<UnitState> state)
        ? state
        : Optional.empty();
  }

  /** Whether the attempt that is under way brings the unit up. */
  private boolean comesUp(UnitName unit, Deadline end, Cancellation cancellation) throws StepFailed {
    try {
      finish(unit, units.start(unit), end, cancellation);
      return true;
    } catch (StepFailed failed) {
      if (failed.reason().isCalledOff() || end.isPast()) {
        throw failed;
      }
      return false;
    }
  }

  private void finish(UnitName unit, UnitJob job, Deadline end, Cancellation cancellation)
      throws StepFailed {
    UnitSteps.finish(unit, job, end.left(), cancellation);
    UnitSteps.expect(unit, true, units);
  }

  /** With what the unit itself says of its failure, where that can be told. */
  private StepFailed explained(UnitName unit, StepFailed failed) {
    return failures
        .failure(unit, PATIENCE)
        .map(failure -> new StepFailed(failed.reason().withFailure(failure)))
        .orElse(failed);
  }
}
