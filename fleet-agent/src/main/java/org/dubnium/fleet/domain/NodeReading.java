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
 * @param troubles what is wrong with what was told; empty mostly
 */
public record NodeReading(
    NodeId node,
    String hostname,
    Instant at,
    List<GpuReading> gpus,
    Map<Metric, Double> values,
    List<Trouble> troubles) {

  public NodeReading {
    gpus = List.copyOf(gpus);
    values = GpuReading.sorted(values);
    troubles = List.copyOf(troubles);
  }

  /** One without troubles. */
  public NodeReading(
      NodeId node,
      String hostname,
      Instant at,
      List<GpuReading> gpus,
      Map<Metric, Double> values) {
    this(node, hostname, at, gpus, values, List.of());
  }

  /** Whether nothing is missing that its source would have told if all were well. */
  public boolean isWhole() {
    return troubles.stream().noneMatch(Trouble::loses);
  }
}
