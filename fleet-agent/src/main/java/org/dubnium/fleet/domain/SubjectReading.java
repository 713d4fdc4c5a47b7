package org.dubnium.fleet.domain;

import java.time.Instant;
import java.util.Map;

/**
 * What was read of one subject at one moment, whatever read it: this is what is kept.
 *
 * @param values metrics of the subject's kind; what is not told is absent
 */
public record SubjectReading(Subject subject, Instant at, Map<Metric, Double> values) {

  public SubjectReading {
    values = Metric.sorted(values);
  }
}
