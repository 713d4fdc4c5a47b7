package org.dubnium.fleet.domain;

import java.util.Map;

/**
 * A server of a model at one moment.
 *
 * @param name as in {@link Subject.Server}
 * @param values what its exporter tells; what it does not is absent
 */
public record ServerReading(String name, Map<Metric, Double> values) {

  public ServerReading {
    values = Metric.sorted(values);
  }
}
