package org.dubnium.fleet.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Slurm 23.02 and later, as 24.11 prints it. Nodes come from scontrol, which tells each by itself;
 * sinfo tells groups of them.
 */
final class Json2411 implements SlurmFormat {

  @Override
  public List<String> nodesCommand() {
    return List.of("scontrol", "--json", "show", "nodes");
  }

  @Override
  public List<String> jobsCommand() {
    return List.of("squeue", "--all", "--states=all", "--json");
  }

  @Override
  public List<SlurmNode> nodes(byte[] output) throws SlurmException {
    List<SlurmNode> nodes = new ArrayList<>();
    for (JsonNode node : SlurmJson.array(output, "nodes")) {
      nodes.add(
          SlurmNode.of(
              SlurmJson.text(node, "name"),
              NodeStatus.of(SlurmJson.words(node, "state")),
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
