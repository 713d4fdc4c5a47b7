package org.dubnium.fleet.domain;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is told by others than those who read nodes, such as the condition of a mode, or a cluster.
 *
 * @param readings what is told; their subjects belong to the fleet
 * @param silent nodes and clusters of which something should be told, but whoever could tell does not
 *     answer
 */
public record SupplementaryReadings(List<SubjectReading> readings, Set<Subject> silent) {

  public SupplementaryReadings {
    readings = List.copyOf(readings);
    silent = Set.copyOf(silent);
  }

  /** Nothing, and nobody who could tell. */
  public static SupplementaryReadings nothing() {
    return new SupplementaryReadings(List.of(), Set.of());
  }

  /** Just this, all told. */
  public static SupplementaryReadings of(SubjectReading reading) {
    return new SupplementaryReadings(List.of(reading), Set.of());
  }

  /** What both tell. */
  public SupplementaryReadings and(SupplementaryReadings other) {
    return new SupplementaryReadings(
        Stream.concat(readings.stream(), other.readings.stream()).toList(),
        Set.copyOf(Stream.concat(silent.stream(), other.silent.stream()).toList()));
  }
}
