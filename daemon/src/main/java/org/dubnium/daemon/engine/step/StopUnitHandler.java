package org.dubnium.daemon.engine.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.port.UnitManager;

/** Stops a unit, and sees that it is down. */
final class StopUnitHandler implements StepHandler<Step.StopUnit> {

  private final UnitManager units;

  StopUnitHandler(UnitManager units) {
    this.units = units;
  }

  @Override
  public void run(
      Step.StopUnit step, Duration deadline, Cancellation cancellation, WaitListener waiting)
      throws StepFailed {
    UnitName unit = step.unit();
    waiting.on("the stop of " + unit, List.of());
    UnitSteps.finish(unit, units.stop(unit), deadline, cancellation);
    UnitSteps.expect(unit, false, units);
  }

  /** A service that was masked a moment ago would stop without what belongs to its stop. */
  @Override
  public void requireWhole(Step.StopUnit step) throws StepFailed {
    UnitName unit = step.unit();
    boolean masked =
        UnitSteps.read(unit, units)
                instanceof Reading.Value<Optional<UnitState>>(Optional<UnitState> state)
            && state.filter(UnitState::isMaskedWhileUp).isPresent();
    if (masked) {
      throw new StepFailed(
          Reason.of(
                  ReasonCode.UNIT_MASKED,
                  "cannot stop " + unit + " as it should be: it was masked while it runs, and systemd"
                      + " would leave out what belongs to its stop; unmask it: systemctl unmask "
                      + unit)
              .withJob(unit.value(), "masked"));
    }
  }
}
