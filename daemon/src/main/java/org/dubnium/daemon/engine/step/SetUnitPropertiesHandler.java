package org.dubnium.daemon.engine.step;

import java.time.Duration;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.UnitManager;

/** Sets resource settings of a unit. */
final class SetUnitPropertiesHandler implements StepHandler<Step.SetUnitProperties> {

  private final UnitManager units;

  SetUnitPropertiesHandler(UnitManager units) {
    this.units = units;
  }

  @Override
  public void run(
      Step.SetUnitProperties step,
      Duration deadline,
      Cancellation cancellation,
      WaitListener waiting)
      throws StepFailed {
    try {
      units.setProperties(step.unit(), step.settings());
    } catch (HostException refused) {
      throw new StepFailed(
          Reason.of(ReasonCode.PROPERTIES_FAILED, refused.getMessage())
              .withJob(step.unit().value(), "refused"));
    }
  }
}
