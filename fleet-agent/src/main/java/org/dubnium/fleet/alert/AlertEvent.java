package org.dubnium.fleet.alert;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.Severity;
import org.dubnium.fleet.domain.Subject;

/**
 * A rule that fired, and what became of it. It says what the rule was then: rules change.
 *
 * @param value at which it fired
 * @param detail what else there is to say; empty mostly
 * @param resolvedAt not before it fired; empty while it fires
 * @param ending why it fires no more; empty while it fires
 */
public record AlertEvent(
    UUID id,
    UUID ruleId,
    String ruleName,
    Subject subject,
    Metric metric,
    double value,
    double threshold,
    Condition condition,
    Optional<String> detail,
    Instant firedAt,
    Optional<Instant> resolvedAt,
    Optional<Instant> acknowledgedAt,
    Optional<Ending> ending) {

  /** One that begins to fire. */
  public static AlertEvent fired(
      AlertKey key,
      String ruleName,
      Metric metric,
      double value,
      double threshold,
      Condition condition,
      Optional<String> detail,
      Instant at) {
    return new AlertEvent(
        UUID.randomUUID(),
        key.rule(),
        ruleName,
        key.subject(),
        metric,
        value,
        threshold,
        condition,
        detail,
        at,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public AlertKey key() {
    return new AlertKey(ruleId, subject);
  }

  /** Follows from the metric and the value. */
  public Severity severity() {
    return metric.severity(value);
  }
}
