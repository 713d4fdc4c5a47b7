package org.dubnium.daemon.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.guard.GpuFit;
import org.dubnium.daemon.guard.Losses;
import org.dubnium.daemon.guard.PlacementPresent;

/**
 * What a request would do now.
 *
 * @param verdicts every guard's
 * @param losses what people would lose by it
 * @param gpuFit whether the model fits the GPUs; empty if none would be served
 * @param typical median duration of this move so far; empty if it was never made
 * @param reached the mode holds already, and nothing would be done
 */
public record Explanation(
    Optional<ModeName> from,
    ModeName to,
    TransitionPlan plan,
    List<GuardVerdict> verdicts,
    Losses losses,
    Optional<Reading<GpuFit>> gpuFit,
    Optional<Duration> typical,
    boolean reached) {

  public Explanation {
    verdicts = List.copyOf(verdicts);
  }

  /** Whether nobody can have the mode on this host, whatever else is done. */
  public boolean isPlacedElsewhere() {
    return verdicts.stream().anyMatch(PlacementPresent::saysElsewhere);
  }

  /** Whether somebody loses something by it: such a request needs more authority. */
  public boolean isDisruptive() {
    return !reached && (!plan.ends().isEmpty() || losses.endsSessions());
  }
}
