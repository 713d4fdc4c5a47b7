package org.dubnium.daemon.domain.transition;

import java.time.Duration;
import java.util.Optional;

/**
 * A step with its way back.
 *
 * @param deadline longest time for the action
 * @param undo what restores the state that was observed before; empty if the action changes
 *     nothing, or nothing that can be brought back
 */
public record PlannedStep(Step action, Duration deadline, Optional<Undo> undo) {

  /**
   * The way back.
   *
   * @param deadline longest time for it: to start what was stopped may take longer than to stop it
   */
  public record Undo(Step step, Duration deadline) {}
}
