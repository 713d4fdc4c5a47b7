package org.dubnium.daemon.engine.step;

import java.time.Duration;
import java.util.List;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.port.UnitManager;

/** Has a unit take back the drain of this node, which stops one that is still under way. */
final class ResumeSlurmNodeHandler implements StepHandler<Step.ResumeSlurmNode> {

  private static final UnitName RESUME = new UnitName("slurm-resume.service");

  private final UnitManager units;

  ResumeSlurmNodeHandler(UnitManager units) {
    this.units = units;
  }

  @Override
  public void run(
      Step.ResumeSlurmNode step, Duration deadline, Cancellation cancellation, WaitListener waiting)
      throws StepFailed {
    waiting.on("the cluster to give this node jobs again", List.of());
    UnitSteps.start(RESUME, units, Deadline.in(deadline), cancellation);
  }
}
