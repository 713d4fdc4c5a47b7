package org.dubnium.fleet.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.telemetry.History;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.dubnium.fleet.telemetry.Series;

/**
 * What any metric of any subject was, in an answer of a size that can be shown.
 *
 * @param nodes of the fleet now, which tell how many curves there will be
 */
public record MetricHistory(History history, Supplier<List<NodeState>> nodes) {

  /**
   * The series of some metrics, ordered by subject and metric.
   *
   * @param place of the subjects, as {@link org.dubnium.fleet.domain.Subject#place} has it; empty for
   *     all, that are not in the fleet any more included
   * @param part of those alone, as {@link org.dubnium.fleet.domain.Subject#part} has it; empty for all
   * @throws TooManyPointsException if the step of the range is too short for so much
   * @throws HistoryException if the past cannot be read
   */
  public List<Series> series(
      Set<Metric> metrics, Optional<NodeId> place, Optional<String> part, TimeRange range)
      throws TooManyPointsException, HistoryException {
    HistoryQuery finest =
        new HistoryQuery(metrics, place, part, range.start(), range.end(), Duration.ZERO);
    long curves = curves(finest);
    List<Series> read = history.query(finest.at(range.resolution(curves)));
    return range.downsampled(read, curves);
  }

  /** As far as is known now: of a cluster and of what is gone there are few. */
  private long curves(HistoryQuery query) {
    return nodes.get().stream()
        .flatMap(node -> node.last().stream())
        .flatMap(reading -> reading.subjects().stream())
        .filter(query::concerns)
        .count();
  }
}
