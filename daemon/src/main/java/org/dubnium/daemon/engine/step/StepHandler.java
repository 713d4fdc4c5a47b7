package org.dubnium.daemon.engine.step;

import java.time.Duration;
import org.dubnium.daemon.domain.transition.Step;

/** Does steps of one kind. */
interface StepHandler<S extends Step> {

  /**
   * Does the step, and then sees that it took effect.
   *
   * @throws StepFailed if it did not take effect in time, or was called off
   */
  void run(S step, Duration deadline, Cancellation cancellation, WaitListener waiting)
      throws StepFailed;

  /** Refuses to begin what would be done by half. */
  default void requireWhole(S step) throws StepFailed {}
}
