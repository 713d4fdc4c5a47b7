package org.dubnium.fleet.alert;

import java.util.List;
import java.util.Map;

/**
 * What came of an evaluation.
 *
 * @param after what is to be remembered for the next
 * @param resolved what fires no longer; to be recorded before what fired, which may be the same key
 */
record Evaluation(Map<AlertKey, Held> after, List<AlertKey> resolved, List<Fired> fired) {

  /** Something fires now. */
  record Fired(AlertKey key, RuleSpec rule, double value) {}

  Evaluation {
    after = Map.copyOf(after);
    resolved = List.copyOf(resolved);
    fired = List.copyOf(fired);
  }
}
