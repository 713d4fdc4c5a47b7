package org.dubnium.fleet.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Nodes as Slurm's JSON tells them, one by one. From 21.08 on the names are the same. */
final class JsonNodes {

  /** Older versions have {@code state_flags} beside the state, newer ones {@code effective_cpus}. */
  private static final Set<String> KEYS =
      Set.of(
          "name", "state", "state_flags", "alloc_cpus", "cpus", "effective_cpus", "alloc_memory",
          "real_memory", "gres", "reason", "active_features");

  private JsonNodes() {}

  /**
   * Parses all of them.
   *
   * @param states the words of a node's state
   */
  static List<SlurmNode> parse(InputStream output, Function<JsonNode, List<String>> states)
      throws SlurmException, IOException {
    return SlurmJson.elements(output, "nodes", KEYS, node -> node(node, states.apply(node)));
  }

  private static SlurmNode node(JsonNode node, List<String> states) throws SlurmException {
    int cpus = (int) SlurmJson.number(node, "cpus");
    return SlurmNode.of(
        SlurmJson.text(node, "name"),
        NodeStatus.of(states),
        (int) SlurmJson.number(node, "alloc_cpus"),
        (int) SlurmJson.optional(node, "effective_cpus").orElse(cpus),
        cpus,
        SlurmJson.number(node, "alloc_memory"),
        SlurmJson.number(node, "real_memory"),
        Tres.gpusOfNode(SlurmJson.text(node, "gres")),
        SlurmJson.text(node, "reason"),
        SlurmJson.list(node, "active_features"));
  }
}
