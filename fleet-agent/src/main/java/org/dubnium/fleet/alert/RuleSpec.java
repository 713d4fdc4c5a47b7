package org.dubnium.fleet.alert;

import java.time.Duration;
import java.util.Optional;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;

/**
 * What a rule says. Only what {@link RuleDraft} has checked, and what ships with the agent, gets
 * here.
 *
 * @param name for people
 * @param duration how long the condition must hold before the rule fires; an event does not wait
 * @param nodes which nodes it is about; empty for all
 * @param enabled one that is not fires nothing, and what it fired resolves
 */
public record RuleSpec(
    String name,
    Metric metric,
    Condition condition,
    double threshold,
    Duration duration,
    Optional<NodeFilter> nodes,
    boolean enabled) {

  /** Whether a value meets the condition. An XID of 0 is no event, whatever the threshold. */
  boolean holds(double value) {
    return metric.counts(value) && condition.holds(value, threshold);
  }

  boolean concerns(NodeId node) {
    return nodes.isEmpty() || nodes.get().matches(node);
  }
}
