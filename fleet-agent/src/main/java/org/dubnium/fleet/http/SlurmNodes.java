package org.dubnium.fleet.http;

import java.util.List;
import org.dubnium.fleet.slurm.SlurmNode;

/** Nodes of a Slurm cluster, as {@code GET /api/slurm/nodes} tells them; memory in MiB. */
record SlurmNodes(List<Node> nodes) {

  /**
   * One node.
   *
   * @param status {@code idle alloc mix down drain}
   * @param reason why it gets no jobs; empty for none
   */
  record Node(
      String node,
      String status,
      int cpusAlloc,
      int cpusIdle,
      int cpusTotal,
      long memAlloc,
      long memTotal,
      int gpus,
      String reason) {

    static Node of(SlurmNode node) {
      return new Node(
          node.name(),
          node.state().text(),
          node.cpusAlloc(),
          node.cpusIdle(),
          node.cpusTotal(),
          node.memAlloc(),
          node.memTotal(),
          node.gpus(),
          node.reason());
    }
  }

  static SlurmNodes of(List<SlurmNode> nodes) {
    return new SlurmNodes(nodes.stream().map(Node::of).toList());
  }
}
