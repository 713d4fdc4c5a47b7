package org.dubnium.fleet.api;

import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.service.FleetStatus;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Query;

/**
 * Which GPUs a request for the past is about.
 *
 * @param node that node's alone; empty for all
 * @param gpu those of that index; empty for all
 */
record GpuChoice(Optional<NodeId> node, Optional<String> gpu) {

  /**
   * From {@code nodeId}, and {@code gpu}: an index, or a UUID, which names the node too.
   *
   * @throws Problem 404 for what is no name of a node, and for a UUID that is not there
   */
  static GpuChoice of(Query query, FleetStatus fleet) throws Problem {
    Optional<String> name = query.text("nodeId");
    if (name.isPresent() && !NodeId.isValid(name.get())) {
      throw Problem.notFound("cannot find a node of that name");
    }
    // One that is not in the fleet any more has a past.
    Optional<NodeId> id = name.map(NodeId::new);
    Optional<String> gpu = query.text("gpu");
    if (gpu.isEmpty()) {
      return new GpuChoice(id, Optional.empty());
    }
    if (gpu.get().matches("\\d{1,4}")) {
      return new GpuChoice(id, Optional.of(Integer.toString(Integer.parseInt(gpu.get()))));
    }
    return byUuid(
        gpu.get(),
        fleet.nodes().stream()
            .filter(state -> id.isEmpty() || state.node().equals(id.get()))
            .toList());
  }

  private static GpuChoice byUuid(String uuid, List<NodeState> nodes) throws Problem {
    for (NodeState node : nodes) {
      for (GpuReading gpu : gpus(node)) {
        if (gpu.uuid().equals(uuid)) {
          return new GpuChoice(Optional.of(node.node()), Optional.of(Integer.toString(gpu.index())));
        }
      }
    }
    throw Problem.notFound("cannot find a GPU of that UUID: give that, or its index");
  }

  private static List<GpuReading> gpus(NodeState node) {
    return node.last().map(NodeReading::gpus).orElse(List.of());
  }
}
