package org.dubnium.fleet.alert;

import java.util.Optional;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.Subject;

/**
 * What something is now.
 *
 * @param detail what else there is to say, if it fires
 */
public record Measurement(
    Subject subject, Metric metric, double value, Optional<String> detail) {

  /** Without anything else to say. */
  public Measurement(Subject subject, Metric metric, double value) {
    this(subject, metric, value, Optional.empty());
  }
}
