package org.dubnium.fleet.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A node at one moment, as one source tells it.
 *
 * @param hostname as the node calls itself
 * @param at when it was read
 * @param gpus in the order of their indexes
 * @param values of the node as a whole
 */
public record NodeReading(
    NodeId node,
    String hostname,
    Instant at,
    List<GpuReading> gpus,
    Map<Metric, Double> values) {

  public NodeReading {
    gpus = List.copyOf(gpus);
    values = GpuReading.sorted(values);
  }
}
