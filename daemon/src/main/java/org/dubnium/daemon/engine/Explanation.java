package org.dubnium.daemon.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.guard.GpuFit;
import org.dubnium.daemon.guard.Losses;
import org.dubnium.daemon.guard.PlacementPresent;
import org.dubnium.daemon.guard.TouchedJobs.Touched;

/**
 * What a request would do now.
 *
 * @param judged what the host said; of it, plan and losses are known
 * @param losses what people would lose by it
 * @param typical median duration of this move so far; empty if it was never made
 */
public record Explanation(
    Assessment judged, TransitionPlan plan, Losses losses, Optional<Duration> typical) {

  /** Every guard's. */
  public List<GuardVerdict> verdicts() {
    return judged.verdicts();
  }

  /** Whether the model fits the GPUs; empty if none would be served. */
  public Optional<Reading<GpuFit>> gpuFit() {
    return judged.gpuFit();
  }

  /** Jobs of a cluster that the plan has to do with. */
  public List<Touched> clusterJobs() {
    return judged.clusterJobs();
  }

  /** Whether what is asked for holds already, and nothing would be done. */
  public boolean reached() {
    return judged.reached();
  }

  /** Why it would be refused; {@link Reason#NONE} if it would not. */
  public Reason objection() {
    return judged.objection();
  }

  /** Whether nobody can have the mode on this host, whatever else is done. */
  public boolean isPlacedElsewhere() {
    return verdicts().stream().anyMatch(PlacementPresent::saysElsewhere);
  }

  /** Whether somebody loses something by it: such a request needs more authority. */
  public boolean isDisruptive() {
    return !reached() && judged.isDisruptive();
  }
}
