package org.dubnium.fleet.api;

import java.util.List;
import org.dubnium.fleet.slurm.SlurmNode;
import org.dubnium.fleet.slurm.SlurmStatus;

/** A Slurm cluster in the form of the GPU Watchdog backend; memory in MiB. */
record SlurmMetrics(
    List<Node> nodes,
    int cpusTotal,
    int cpusAlloc,
    int cpusIdle,
    int nodesTotal,
    int nodesIdle,
    int nodesAlloc,
    SlurmStatus.Queue queue) {

  /**
   * A node of the cluster.
   *
   * @param status {@code idle alloc mix down drain}, the nearest of them
   * @param state the same in all the words that there are: {@code powered_down}, {@code maint} and so on
   */
  record Node(
      String node,
      String status,
      String state,
      int cpusAlloc,
      int cpusIdle,
      int cpusTotal,
      long memAlloc,
      long memTotal) {

    static Node of(SlurmNode node) {
      return new Node(
          node.name(),
          node.state().backendText(),
          node.state().text(),
          node.cpusAlloc(),
          node.cpusIdle(),
          node.cpusTotal(),
          node.memAlloc(),
          node.memTotal());
    }
  }

  /** The cluster in the few numbers that {@code GET /api/cluster/status} has. */
  record Brief(
      int cpusTotal,
      int cpusAlloc,
      int cpusIdle,
      int nodesTotal,
      int jobsPending,
      int jobsRunning) {

    static Brief of(SlurmStatus status) {
      SlurmStatus.Totals totals = status.totals();
      return new Brief(
          totals.cpusTotal(),
          totals.cpusAlloc(),
          totals.cpusIdle(),
          totals.nodesTotal(),
          status.queue().pending(),
          status.queue().running());
    }
  }

  static SlurmMetrics of(SlurmStatus status) {
    SlurmStatus.Totals totals = status.totals();
    return new SlurmMetrics(
        status.nodes().stream().map(Node::of).toList(),
        totals.cpusTotal(),
        totals.cpusAlloc(),
        totals.cpusIdle(),
        totals.nodesTotal(),
        totals.nodesIdle(),
        totals.nodesAlloc(),
        status.queue());
  }
}
