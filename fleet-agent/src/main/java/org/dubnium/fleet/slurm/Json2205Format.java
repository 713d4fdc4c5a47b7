package org.dubnium.fleet.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Slurm 21.08 and 22.05. {@code sinfo --json} tells each node by itself there, whatever else it is
 * asked for: a state as a string and flags beside it. scontrol has no JSON.
 */
final class Json2205Format implements SlurmFormat {

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
    return JsonNodes.parse(output, Json2205Format::states);
  }

  private static List<String> states(JsonNode node) {
    List<String> words = new ArrayList<>(SlurmJson.words(node, "state"));
    words.addAll(SlurmJson.words(node, "state_flags"));
    return words;
  }

  @Override
  public List<SlurmJob> jobs(InputStream output) throws SlurmException, IOException {
    return JsonJobs.parse(output);
  }
}
