package org.dubnium.fleet.alert;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of an evaluation.
 *
 * @param after what is to be remembered for the next
 * @param resolved what fires no longer; to be recorded before what fired, which may be the same key
 */
public record Evaluation(Map<AlertKey, HeldCondition> after, List<Ended> resolved, List<Fired> fired) {

  /** An alert that begins to fire. */
  public record Fired(AlertKey key, RuleSpec rule, double value, Optional<String> detail) {}

  /** An alert that resolves. */
  public record Ended(AlertKey key, Ending ending) {}

  public Evaluation {
    after = Map.copyOf(after);
    resolved = List.copyOf(resolved);
    fired = List.copyOf(fired);
  }
}
