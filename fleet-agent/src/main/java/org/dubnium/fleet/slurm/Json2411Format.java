package org.dubnium.fleet.slurm;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Slurm 23.02 and later, as 24.11 prints it. Nodes come from scontrol, which tells each by itself;
 * sinfo tells groups of them.
 */
final class Json2411Format implements SlurmFormat {

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
    return JsonNodes.parse(output, node -> SlurmJson.words(node, "state"));
  }

  @Override
  public List<SlurmJob> jobs(InputStream output) throws SlurmException, IOException {
    return JsonJobs.parse(output);
  }
}
