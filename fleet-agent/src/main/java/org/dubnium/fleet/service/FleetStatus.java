package org.dubnium.fleet.service;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.slurm.SlurmReading;
import org.dubnium.fleet.slurm.SlurmStatus;

/** The present state of the fleet: nodes, and the Slurm cluster. */
public final class FleetStatus {

  private final Supplier<List<NodeState>> nodes;
  private final Supplier<SlurmReading> slurm;

  /**
   * @param nodes every node, those that are silent included, ordered by name
   * @param slurm what Slurm said last
   */
  public FleetStatus(Supplier<List<NodeState>> nodes, Supplier<SlurmReading> slurm) {
    this.nodes = nodes;
    this.slurm = slurm;
  }

  /** Every node, those that are silent included, ordered by name. */
  public List<NodeState> nodes() {
    return nodes.get();
  }

  public NodeState node(String name) throws OperationException {
    return nodes().stream()
        .filter(state -> state.node().value().equals(name))
        .findFirst()
        .orElseThrow(() -> notFound("cannot find a node of that name"));
  }

  public FleetSummary summary() {
    return FleetSummary.of(nodes());
  }

  /** How many nodes were not asked yet since this process began. */
  public long unasked() {
    return nodes().stream().filter(node -> !node.isAsked()).count();
  }

  /** The last reading of Slurm. */
  public SlurmReading slurmReading() {
    return slurm.get();
  }

  /** Slurm's nodes and queue; empty if it does not answer. */
  public Optional<SlurmStatus> slurmIfKnown() {
    return slurm.get() instanceof SlurmReading.Known known
        ? Optional.of(known.status())
        : Optional.empty();
  }

  /** Slurm's nodes and queue, or why they are not known. */
  public SlurmStatus slurm() throws OperationException {
    return switch (slurm.get()) {
      case SlurmReading.Known known -> known.status();
      case SlurmReading.Absent(String why) -> throw notFound("cannot tell of Slurm: " + why);
      case SlurmReading.Silent(String why) -> throw notFound("cannot tell of Slurm: " + why);
    };
  }

  private static OperationException notFound(String message) {
    return new OperationException(OperationException.Kind.NOT_FOUND, message);
  }
}
