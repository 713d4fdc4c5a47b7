package org.dubnium.daemon.domain.transition;

import java.time.Duration;
import java.util.Optional;

/**
 * A step with its way back.
 *
 * @param undo what restores the state that was observed before; empty if the step changes nothing,
 *     or nothing that can be brought back
 * @param deadline longest time for the step, and for its undo
 */
public record PlannedStep(Step action, Optional<Step> undo, Duration deadline) {}
