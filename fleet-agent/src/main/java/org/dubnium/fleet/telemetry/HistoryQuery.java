package org.dubnium.fleet.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Subject;

/**
 * What is asked of the past. Which kinds of subjects that concerns follows from the metrics.
 *
 * @param place of those subjects alone, as {@link Subject#place} has it; empty for all
 * @param part of those alone, as {@link Subject#part} has it; empty for all
 * @param start of the first point, inclusive
 * @param end exclusive
 * @param resolution the longest time that a point may stand for; zero for all that is known
 */
public record HistoryQuery(
    Set<Metric> metrics,
    Optional<NodeId> place,
    Optional<String> part,
    Instant start,
    Instant end,
    Duration resolution) {

  public HistoryQuery {
    metrics = Set.copyOf(metrics);
    if (end.isBefore(start) || resolution.isNegative()) {
      throw new IllegalArgumentException("cannot ask for a time that ends before it begins");
    }
  }

  /** The same, in points that stand for no longer than that. */
  public HistoryQuery at(Duration longest) {
    return new HistoryQuery(metrics, place, part, start, end, longest);
  }

  /** Whether it is about that subject. */
  public boolean concerns(Subject subject) {
    return place.filter(id -> !id.equals(subject.place())).isEmpty()
        && part.filter(name -> !name.equals(subject.part())).isEmpty()
        && metrics.stream().anyMatch(metric -> metric.kind() == subject.kind());
  }
}
