package org.dubnium.fleet.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.slurm.SlurmReading;
import org.dubnium.fleet.slurm.SlurmStatus;

/**
 * What is known of the fleet now.
 *
 * @param nodes every node, those that are silent included, ordered by name
 * @param slurm what Slurm said last
 */
public record FleetView(Supplier<List<NodeState>> nodes, Supplier<SlurmReading> slurm) {

  Optional<NodeState> node(String name) {
    return nodes.get().stream().filter(state -> state.node().equals(new NodeId(name))).findFirst();
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
