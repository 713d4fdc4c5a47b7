package org.dubnium.fleet.alert;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.domain.Metric;

/** Results of an evaluation, for tests of what keeps them. */
public final class Evaluations {

  private Evaluations() {}

  /** A GPU of 90.5 °C that fires by a rule about 80, after thirty seconds. */
  public static Evaluation fires(AlertKey key) {
    RuleSpec spec =
        new RuleSpec(
            "hot",
            Metric.GPU_TEMPERATURE,
            Condition.GT,
            80,
            Duration.ZERO,
            Optional.empty(),
            true);
    HeldCondition held =
        new HeldCondition(
            Metric.GPU_TEMPERATURE,
            Duration.ofSeconds(30),
            false,
            Duration.ofSeconds(7),
            Optional.of(90.5),
            false);
    return new Evaluation(
        Map.of(key, held), List.of(), List.of(new Evaluation.Fired(key, spec, 90.5, Optional.empty())));
  }

  /** What fired for these keys is over. */
  public static Evaluation over(List<AlertKey> keys) {
    return new Evaluation(
        Map.of(),
        keys.stream().map(key -> new Evaluation.Ended(key, Ending.RESOLVED)).toList(),
        List.of());
  }
}
