package org.dubnium.fleet.slurm;

import java.util.List;

/**
 * A node of the cluster.
 *
 * @param cpusIdle that anybody's job may have now: none of a node that is down, drained or kept for something
 * @param memAlloc MiB
 * @param memTotal MiB
 * @param gpus that it has
 * @param reason why it gets no jobs, as whoever drained it said; empty for none
 * @param dubnium whether it has the feature {@code dubnium}: a host that joins and leaves with its mode
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
    String reason,
    boolean dubnium) {

  /** The feature that slurm-node.service gives a host. */
  static final String FEATURE = "dubnium";

  /**
   * A node of which Slurm tells what is allocated.
   *
   * @param cpusUsable those that jobs may have: without what is kept for the system
   * @param features that it has, each a word
   */
  static SlurmNode of(
      String name,
      NodeStatus told,
      int cpusAlloc,
      int cpusUsable,
      int cpusTotal,
      long memAlloc,
      long memTotal,
      int gpus,
      String reason,
      List<String> features) {
    // scontrol's JSON of 23.02 calls a node allocated that is so in part.
    boolean inPart = told == NodeStatus.ALLOC && cpusAlloc > 0 && cpusAlloc < cpusUsable;
    NodeStatus state = inPart ? NodeStatus.MIX : told;
    int idle = state.hasRoom() ? Math.max(0, cpusUsable - cpusAlloc) : 0;
    return new SlurmNode(
        name, state, cpusAlloc, idle, cpusTotal, memAlloc, memTotal, gpus, reason, features.contains(FEATURE));
  }
}
