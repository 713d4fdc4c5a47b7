package org.dubnium.daemon.engine.step;

import java.time.Duration;
import java.util.List;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.port.UnitManager;

/** Starts a unit, and sees that it is active. */
final class StartUnitHandler implements StepHandler<Step.StartUnit> {

  private final UnitManager units;

  StartUnitHandler(UnitManager units) {
    this.units = units;
  }

  @Override
  public void run(
      Step.StartUnit step, Duration deadline, Cancellation cancellation, WaitListener waiting)
      throws StepFailed {
    UnitName unit = step.unit();
    waiting.on("the start of " + unit, List.of());
    UnitSteps.finish(unit, units.start(unit), deadline, cancellation);
    UnitSteps.expect(unit, true, units);
  }
}
