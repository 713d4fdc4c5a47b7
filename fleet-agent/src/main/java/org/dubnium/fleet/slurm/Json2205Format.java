package org.dubnium.fleet.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Slurm 21.08 and 22.05. {@code sinfo --json} tells each node by itself there, whatever else it is
 * asked for: a state as a string and flags beside it. scontrol has no JSON.
 */
final class Json2205Format implements SlurmFormat {

  private static final Set<String> KEYS =
      Set.of(
          "name", "state", "alloc_cpus", "cpus", "alloc_memory",
          "real_memory", "gres", "reason", "active_features", "state_flags");

  @Override
  public List<String> nodesCommand() {
    return List.of("sinfo", "--json");
  }

  @Override
  public List<String> jobsCommand() {
    return List.of("squeue", "--json");
  }

  @Override
  public List<SlurmNode> nodes(InputStream output) throws SlurmException, IOException {
    return SlurmJson.elements(output, "nodes", KEYS, Json2205Format::node);
  }

  private static SlurmNode node(JsonNode node) throws SlurmException {
    List<String> words = new ArrayList<>(SlurmJson.words(node, "state"));
    words.addAll(SlurmJson.words(node, "state_flags"));
    int cpus = (int) SlurmJson.number(node, "cpus");
    return SlurmNode.of(
        SlurmJson.text(node, "name"),
        NodeStatus.of(words),
        (int) SlurmJson.number(node, "alloc_cpus"),
        cpus,
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
