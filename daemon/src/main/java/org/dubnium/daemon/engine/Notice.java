package org.dubnium.daemon.engine;

import java.time.Duration;
import org.dubnium.daemon.domain.transition.TransitionPlan;

/**
 * What those whom a transition concerns are told before it acts.
 *
 * @param plan with what people lose by it
 * @param grace how long it will wait for them
 */
public record Notice(TransitionJob job, TransitionPlan plan, Duration grace) {}
