package org.dubnium.fleet.alert;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dubnium.fleet.domain.NodeId;

/**
 * What is told of nodes by others than those who read them, such as the condition of a mode.
 *
 * @param values what is told; the nodes belong to the fleet
 * @param silent nodes of which something should be told, but whoever could tell does not answer
 */
public record SupplementaryReadings(List<Measurement> values, Set<NodeId> silent) {

  public SupplementaryReadings {
    values = List.copyOf(values);
    silent = Set.copyOf(silent);
  }

  /** Nothing, and nobody who could tell. */
  public static SupplementaryReadings nothing() {
    return new SupplementaryReadings(List.of(), Set.of());
  }

  /** Just this, all told. */
  public static SupplementaryReadings of(List<Measurement> values) {
    return new SupplementaryReadings(values, Set.of());
  }

  /** Both. */
  public SupplementaryReadings and(SupplementaryReadings other) {
    return new SupplementaryReadings(
        Stream.concat(values.stream(), other.values.stream()).toList(),
        Set.copyOf(Stream.concat(silent.stream(), other.silent.stream()).toList()));
  }
}
