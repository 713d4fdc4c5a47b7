package org.dubnium.fleet.alert;

import java.time.Duration;
import java.util.Optional;
import org.dubnium.fleet.domain.Metric;

/**
 * A condition that held when it was last reported.
 *
 * @param metric that it is about; a rule may be changed to another
 * @param held for how long it was seen to hold, as far as that matters: no more than the rule's
 *     duration, and without the time in which it could not be reported
 * @param reported whether it was in the last evaluation
 * @param unreported for how long it was not, by a node that answers, or that is gone from the fleet
 * @param fired at which value; empty while it did not fire
 * @param over whether what it fired has ended though the same is reported still: an event that was
 *     acknowledged
 */
public record HeldCondition(
    Metric metric,
    Duration held,
    boolean reported,
    Duration unreported,
    Optional<Double> fired,
    boolean over) {

  public static HeldCondition begin(Metric metric) {
    return new HeldCondition(metric, Duration.ZERO, true, Duration.ZERO, Optional.empty(), false);
  }

  /** It holds still. The time between two evaluations counts only if both saw it. */
  public HeldCondition again(Duration passed, Duration enough) {
    Duration sum = reported ? held.plus(passed) : held;
    Duration bounded = sum.compareTo(enough) > 0 ? enough : sum;
    return new HeldCondition(
        metric, fired.isPresent() ? held : bounded, true, Duration.ZERO, fired, over);
  }

  public HeldCondition firedAt(double value) {
    return new HeldCondition(metric, held, reported, unreported, Optional.of(value), false);
  }

  /** What it fired is over; the same value does not fire again. */
  public HeldCondition ended() {
    return new HeldCondition(metric, held, reported, unreported, fired, true);
  }

  /** Whether it fires now. */
  boolean fires() {
    return fired.isPresent() && !over;
  }

  /** Its node does not answer: it cannot be judged now. */
  HeldCondition silent() {
    return new HeldCondition(metric, held, false, unreported, fired, over);
  }

  /** Its node answers without it, or is gone from the fleet. */
  HeldCondition missing(Duration passed) {
    return new HeldCondition(metric, held, false, unreported.plus(passed), fired, over);
  }
}
