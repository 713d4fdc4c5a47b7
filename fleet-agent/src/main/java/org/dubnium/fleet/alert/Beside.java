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
public record Beside(List<Observed> values, Set<NodeId> silent) {

  public Beside {
    values = List.copyOf(values);
    silent = Set.copyOf(silent);
  }

  /** Nothing, and nobody who could tell. */
  public static Beside nothing() {
    return new Beside(List.of(), Set.of());
  }

  /** Just this, all told. */
  public static Beside of(List<Observed> values) {
    return new Beside(values, Set.of());
  }

  /** Both. */
  public Beside and(Beside other) {
    return new Beside(
        Stream.concat(values.stream(), other.values.stream()).toList(),
        Set.copyOf(Stream.concat(silent.stream(), other.silent.stream()).toList()));
  }
}
