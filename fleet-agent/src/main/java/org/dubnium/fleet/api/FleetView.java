package org.dubnium.fleet.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.slurm.SlurmReading;
import org.dubnium.fleet.slurm.SlurmStatus;
import org.dubnium.fleet.web.Problem;

/**
 * What is known of the fleet now.
 *
 * @param nodes every node, those that are silent included, ordered by name
 * @param slurm what Slurm said last
 */
public record FleetView(Supplier<List<NodeState>> nodes, Supplier<SlurmReading> slurm) {

  /**
   * The node of that name.
   *
   * @throws Problem 404 if there is none
   */
  NodeState known(String name) throws Problem {
    return nodes.get().stream()
        .filter(state -> state.node().value().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.notFound("cannot find a node of that name"));
  }

  /** Slurm's nodes and queue; empty if it does not answer. */
  Optional<SlurmStatus> slurmStatus() {
    return switch (slurm.get()) {
      case SlurmReading.Known known -> Optional.of(known.status());
      case SlurmReading.Absent absent -> Optional.empty();
      case SlurmReading.Silent silent -> Optional.empty();
    };
  }

  /** Why there is no status; empty if there is one. */
  String slurmProblem() {
    return switch (slurm.get()) {
      case SlurmReading.Known known -> "";
      case SlurmReading.Absent(String why) -> why;
      case SlurmReading.Silent(String why) -> why;
    };
  }
}
