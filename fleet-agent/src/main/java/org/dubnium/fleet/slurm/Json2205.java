package org.dubnium.fleet.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Slurm 21.08 and 22.05. {@code sinfo --json} tells each node by itself there, whatever else it is
 * asked for: a state as a string and flags beside it. scontrol has no JSON.
 */
final class Json2205 implements SlurmFormat {

  @Override
  public List<String> nodesCommand() {
    return List.of("sinfo", "--json");
  }

  @Override
  public List<String> jobsCommand() {
    return List.of("squeue", "--json");
  }

  @Override
  public List<SlurmNode> nodes(byte[] output) throws SlurmException {
    List<SlurmNode> nodes = new ArrayList<>();
    for (JsonNode node : SlurmJson.array(output, "nodes")) {
      List<String> words = new ArrayList<>(SlurmJson.words(node, "state"));
      words.addAll(SlurmJson.words(node, "state_flags"));
      nodes.add(
          SlurmNode.of(
              SlurmJson.text(node, "name"),
              NodeStatus.of(words),
              (int) SlurmJson.number(node, "alloc_cpus"),
              (int) SlurmJson.number(node, "cpus"),
              SlurmJson.number(node, "alloc_memory"),
              SlurmJson.number(node, "real_memory"),
              Tres.gpusOfNode(SlurmJson.text(node, "gres")),
              SlurmJson.text(node, "reason")));
    }
    return nodes;
  }

  @Override
  public List<SlurmJob> jobs(byte[] output) throws SlurmException {
    return JsonJobs.parse(output);
  }
}
