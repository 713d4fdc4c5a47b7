package org.dubnium.fleet.telemetry.exposition;

import java.util.List;
import java.util.Map;
import org.dubnium.fleet.slurm.NodeStatus;
import org.dubnium.fleet.slurm.SlurmNode;
import org.dubnium.fleet.slurm.SlurmReading;
import org.dubnium.fleet.slurm.SlurmStatus;

/** A Slurm cluster. Where its commands are not installed there is nothing to tell. */
public final class SlurmFamilies {

  private SlurmFamilies() {}

  public static List<Family> of(SlurmReading reading) {
    return switch (reading) {
      case SlurmReading.Absent absent -> List.of();
      case SlurmReading.Silent silent -> List.of(up(0));
      case SlurmReading.Known known ->
          List.of(
              up(1),
              Family.gauge("dubnium_slurm_info", "Slurm's version; always 1.")
                  .add(Map.of("version", known.version().text()), 1),
              nodes(known.status().nodes()),
              cpus(known.status().totals()),
              jobs(known.status().queue()));
    };
  }

  private static Family up(int value) {
    return Family.gauge("dubnium_slurm_up", "Whether Slurm answers.").add(value);
  }

  private static Family nodes(List<SlurmNode> nodes) {
    Family family = Family.gauge("dubnium_slurm_nodes", "Nodes of the cluster.");
    for (NodeStatus status : NodeStatus.values()) {
      long count = nodes.stream().filter(node -> node.state() == status).count();
      family.add(Map.of("status", status.text()), (double) count);
    }
    return family;
  }

  private static Family cpus(SlurmStatus.Totals totals) {
    int unavailable = totals.cpusTotal() - totals.cpusAlloc() - totals.cpusIdle();
    return Family.gauge("dubnium_slurm_cpus", "CPUs of the cluster.")
        .add(Map.of("state", "allocated"), totals.cpusAlloc())
        .add(Map.of("state", "idle"), totals.cpusIdle())
        .add(Map.of("state", "unavailable"), Math.max(0, unavailable));
  }

  private static Family jobs(SlurmStatus.Queue queue) {
    return Family.gauge(
            "dubnium_slurm_jobs", "Jobs; those that are over, as long as Slurm keeps them.")
        .add(Map.of("state", "pending"), queue.pending())
        .add(Map.of("state", "running"), queue.running())
        .add(Map.of("state", "completed"), queue.completed())
        .add(Map.of("state", "failed"), queue.failed())
        .add(Map.of("state", "cancelled"), queue.cancelled());
  }
}
