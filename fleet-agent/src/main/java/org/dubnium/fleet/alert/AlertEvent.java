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

  /** One that fires, or that ended as what it was about is not so any more. */
  public AlertEvent(
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
      Optional<Instant> acknowledgedAt) {
    this(
        id,
        ruleId,
        ruleName,
        subject,
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
    return new AlertKey(ruleId, subject);
  }

  /** Follows from what it is about. */
  public Severity severity() {
    return metric.severity(value);
  }
}
