package org.dubnium.fleet.domain;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One GPU at one moment.
 *
 * @param index as its node counts
 * @param uuid {@code GPU-…}; {@code node:index} where the source tells none
 * @param pciBusId empty where the source tells none
 * @param values what the source tells; what it does not is absent
 */
public record GpuReading(
    int index, String uuid, String name, String pciBusId, Map<Metric, Double> values) {

  public GpuReading {
    values = sorted(values);
  }

  static Map<Metric, Double> sorted(Map<Metric, Double> values) {
    EnumMap<Metric, Double> copy = new EnumMap<>(Metric.class);
    copy.putAll(values);
    return Collections.unmodifiableMap(copy);
  }
}
