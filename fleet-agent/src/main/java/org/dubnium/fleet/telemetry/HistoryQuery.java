package org.dubnium.fleet.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;

/**
 * What is asked of the past.
 *
 * @param node that node's alone; empty for all
 * @param gpu index of the one that is asked about; empty for all, and for what is of no GPU
 * @param start of the first point, inclusive
 * @param end exclusive
 * @param resolution the longest time that a point may stand for; zero for all that is known
 */
public record HistoryQuery(
    Set<Metric> metrics,
    Optional<NodeId> node,
    OptionalInt gpu,
    Instant start,
    Instant end,
    Duration resolution) {

  public HistoryQuery {
    metrics = Set.copyOf(metrics);
    if (end.isBefore(start) || resolution.isNegative()) {
      throw new IllegalArgumentException("cannot ask for a time that ends before it begins");
    }
  }

  /** Of all GPUs. */
  public HistoryQuery(
      Set<Metric> metrics,
      Optional<NodeId> node,
      Instant start,
      Instant end,
      Duration resolution) {
    this(metrics, node, OptionalInt.empty(), start, end, resolution);
  }
}
