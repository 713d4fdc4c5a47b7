package org.dubnium.fleet.domain;

import java.time.Instant;
import java.util.Map;

/**
 * What was read of one subject at one moment, whatever read it: this is what is kept.
 *
 * @param values metrics of the subject's kind; what is not told is absent
 * @param details what else there is to say of some of them, in a sentence; of these nothing is kept
 */
public record SubjectReading(
    Subject subject, Instant at, Map<Metric, Double> values, Map<Metric, String> details) {

  public SubjectReading {
    values = Metric.sorted(values);
    details = Map.copyOf(details);
  }

  /** Of whose values there is nothing else to say. */
  public SubjectReading(Subject subject, Instant at, Map<Metric, Double> values) {
    this(subject, at, values, Map.of());
  }
}
