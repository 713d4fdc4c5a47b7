package org.dubnium.fleet.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.dubnium.fleet.slurm.SlurmNode;

/** Nodes of a Slurm cluster, as {@code GET /api/slurm/nodes} tells them; memory in MiB. */
record SlurmNodes(List<Node> nodes) {

  /**
   * One node, as the backend tells it and more.
   *
   * @param reason why it gets no jobs; empty for none
   * @param dubnium whether it is a host that joins and leaves with its mode
   */
  record Node(
      @JsonUnwrapped SlurmMetrics.Node node, int gpus, String reason, boolean dubnium) {

    static Node of(SlurmNode node) {
      return new Node(SlurmMetrics.Node.of(node), node.gpus(), node.reason(), node.dubnium());
    }
  }

  static SlurmNodes of(List<SlurmNode> nodes) {
    return new SlurmNodes(nodes.stream().map(Node::of).toList());
  }
}
