package org.dubnium.fleet.alert;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.dubnium.fleet.domain.NodeId;

/**
 * A rule that fired, and what became of it. It says what the rule was then: rules change.
 *
 * @param gpu index of the GPU; empty for what is of the node as a whole
 * @param value at which it fired
 * @param detail what else there is to say; empty mostly
 * @param resolvedAt not before it fired; empty while it fires
 * @param ending why it fires no more; empty while it fires
 */
public record AlertEvent(
    UUID id,
    UUID ruleId,
    String ruleName,
    NodeId node,
    OptionalInt gpu,
    AlertMetric metric,
    double value,
    double threshold,
    Condition condition,
    Optional<String> detail,
    Instant firedAt,
    Optional<Instant> resolvedAt,
    Optional<Instant> acknowledgedAt,
    Optional<Ending> ending) {

  /** One that fires, or that ended as what it was about is not so any more. */
  public AlertEvent(
      UUID id,
      UUID ruleId,
      String ruleName,
      NodeId node,
      OptionalInt gpu,
      AlertMetric metric,
      double value,
      double threshold,
      Condition condition,
      Optional<String> detail,
      Instant firedAt,
      Optional<Instant> resolvedAt,
      Optional<Instant> acknowledgedAt) {
    this(
        id,
        ruleId,
        ruleName,
        node,
        gpu,
        metric,
        value,
        threshold,
        condition,
        detail,
        firedAt,
        resolvedAt,
        acknowledgedAt,
        resolvedAt.map(at -> Ending.RESOLVED));
  }

  public AlertKey key() {
    return new AlertKey(ruleId, node, gpu);
  }

  /** Follows from what it is about. */
  public Severity severity() {
    return Severity.of(metric, value);
  }
}
