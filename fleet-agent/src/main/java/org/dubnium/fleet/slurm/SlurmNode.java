package org.dubnium.fleet.slurm;

/**
 * A node of the cluster.
 *
 * @param cpusIdle that a job may have now: none of a node that is down or drained
 * @param memAlloc MiB
 * @param memTotal MiB
 * @param gpus that it has
 * @param reason why it gets no jobs, as whoever drained it said; empty for none
 */
public record SlurmNode(
    String name,
    NodeStatus state,
    int cpusAlloc,
    int cpusIdle,
    int cpusTotal,
    long memAlloc,
    long memTotal,
    int gpus,
    String reason) {

  /** A node of which Slurm tells what is allocated. */
  static SlurmNode of(
      String name,
      NodeStatus state,
      int cpusAlloc,
      int cpusTotal,
      long memAlloc,
      long memTotal,
      int gpus,
      String reason) {
    boolean open = state != NodeStatus.DOWN && state != NodeStatus.DRAIN;
    int idle = open ? Math.max(0, cpusTotal - cpusAlloc) : 0;
    return new SlurmNode(
        name, state, cpusAlloc, idle, cpusTotal, memAlloc, memTotal, gpus, reason);
  }
}
