package org.dubnium.fleet.slurm;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dubnium.fleet.domain.Metric;

/**
 * A cluster at one moment.
 *
 * @param nodes in Slurm's order
 */
public record SlurmStatus(List<SlurmNode> nodes, Totals totals, Queue queue) {

  /**
   * All nodes together.
   *
   * @param nodesAlloc those of which all or some is allocated
   */
  public record Totals(
      int cpusTotal, int cpusAlloc, int cpusIdle, int nodesTotal, int nodesIdle, int nodesAlloc) {

    static Totals of(Collection<SlurmNode> nodes) {
      return new Totals(
          nodes.stream().mapToInt(SlurmNode::cpusTotal).sum(),
          nodes.stream().mapToInt(SlurmNode::cpusAlloc).sum(),
          nodes.stream().mapToInt(SlurmNode::cpusIdle).sum(),
          nodes.size(),
          count(nodes, List.of(NodeStatus.IDLE)),
          count(nodes, List.of(NodeStatus.ALLOC, NodeStatus.MIX)));
    }

    private static int count(Collection<SlurmNode> nodes, List<NodeStatus> states) {
      return (int) nodes.stream().filter(node -> states.contains(node.state())).count();
    }
  }

  /**
   * How many jobs there are. Those that are over are counted as long as Slurm keeps them:
   * {@code MinJobAge} of slurm.conf(5), five minutes by default.
   *
   * @param running those that end or begin just now included
   */
  public record Queue(int pending, int running, int completed, int failed, int cancelled) {

    static Queue of(Collection<SlurmJob> jobs) {
      Map<JobState.Stage, Integer> counts = new EnumMap<>(JobState.Stage.class);
      jobs.forEach(job -> counts.merge(job.state().stage(), 1, Integer::sum));
      return new Queue(
          counts.getOrDefault(JobState.Stage.PENDING, 0),
          counts.getOrDefault(JobState.Stage.RUNNING, 0),
          counts.getOrDefault(JobState.Stage.COMPLETED, 0),
          counts.getOrDefault(JobState.Stage.FAILED, 0),
          counts.getOrDefault(JobState.Stage.CANCELLED, 0));
    }
  }

  public SlurmStatus {
    nodes = List.copyOf(nodes);
  }

  /** Summarises these nodes and jobs. */
  public static SlurmStatus of(List<SlurmNode> nodes, List<SlurmJob> jobs) {
    return new SlurmStatus(nodes, Totals.of(nodes), Queue.of(jobs));
  }

  /** The summary as metrics. */
  public Map<Metric, Double> metrics() {
    return Map.of(
        Metric.SLURM_CPUS_TOTAL, (double) totals.cpusTotal(),
        Metric.SLURM_CPUS_ALLOC, (double) totals.cpusAlloc(),
        Metric.SLURM_NODES_TOTAL, (double) totals.nodesTotal(),
        Metric.SLURM_NODES_IDLE, (double) totals.nodesIdle(),
        Metric.SLURM_NODES_ALLOC, (double) totals.nodesAlloc(),
        Metric.SLURM_QUEUE_PENDING, (double) queue.pending(),
        Metric.SLURM_QUEUE_RUNNING, (double) queue.running());
  }
}
