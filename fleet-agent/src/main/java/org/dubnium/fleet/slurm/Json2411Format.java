package org.dubnium.fleet.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/**
 * Slurm 23.02 and later, as 24.11 prints it. Nodes come from scontrol, which tells each by itself;
 * sinfo tells groups of them.
 */
final class Json2411Format implements SlurmFormat {

  private static final Set<String> KEYS =
      Set.of(
          "name", "state", "alloc_cpus", "cpus", "alloc_memory",
          "real_memory", "gres", "reason", "active_features", "effective_cpus");

  @Override
  public List<String> nodesCommand() {
    return List.of("scontrol", "--json", "show", "nodes");
  }

  @Override
  public List<String> jobsCommand() {
    return List.of("squeue", "--all", "--states=all", "--json");
  }

  @Override
  public List<SlurmNode> nodes(InputStream output) throws SlurmException, IOException {
    return SlurmJson.elements(output, "nodes", KEYS, Json2411Format::node);
  }

  private static SlurmNode node(JsonNode node) throws SlurmException {
    int cpus = (int) SlurmJson.number(node, "cpus");
    return SlurmNode.of(
        SlurmJson.text(node, "name"),
        NodeStatus.of(SlurmJson.words(node, "state")),
        (int) SlurmJson.number(node, "alloc_cpus"),
        (int) SlurmJson.optional(node, "effective_cpus").orElse(cpus),
        cpus,
        SlurmJson.number(node, "alloc_memory"),
        SlurmJson.number(node, "real_memory"),
        Tres.gpusOfNode(SlurmJson.text(node, "gres")),
        SlurmJson.text(node, "reason"),
        SlurmJson.list(node, "active_features"));
  }

  @Override
  public List<SlurmJob> jobs(InputStream output) throws SlurmException, IOException {
    return JsonJobs.parse(output);
  }
}
