package org.dubnium.daemon.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;

/**
 * A driver that refuses new programs, told as a degradation. It is no clause of a contract: a mode
 * can be entered and left as before, but for those that need new programs on the GPU, and nothing
 * that a transition or a repair does would mend it.
 */
public final class DriverFinding {

  /** Its name among the degradations. */
  public static final String NAME = "driver";

  private DriverFinding() {}

  /** The classification as it is shown, with the finding if there is one. */
  public static Classification shown(Classification seen, Observation observation) {
    Optional<String> failure =
        observation.gpus() instanceof Reading.Value<GpuInventory>(GpuInventory inventory)
            ? inventory.fit().failure()
            : Optional.empty();
    return failure.map(why -> with(seen, why)).orElse(seen);
  }

  private static Classification with(Classification seen, String why) {
    List<ClauseFinding> degradations = new ArrayList<>(seen.degradations());
    degradations.add(new ClauseFinding(NAME, "open to programs that are started now", why));
    return new Classification(
        seen.mode(),
        seen.condition() == Condition.SETTLED ? Condition.DEGRADED : seen.condition(),
        seen.supports(),
        seen.contradicts(),
        seen.conflicts(),
        degradations,
        seen.missing());
  }
}
