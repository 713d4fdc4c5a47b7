package org.dubnium.fleet.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Jobs as {@code squeue --json} tells them. From 21.08 on the names are the same; what is a plain
 * string, number or null in one version is an array, or {@code {set, infinite, number}}, in
 * another.
 */
final class JsonJobs {

  /** Slurm counts them in 32 bits: slurm/slurm.h. */
  private static final long MOST_MINUTES = 0xFFFF_FFFFL;

  private static final Set<String> KEYS =
      Set.of(
          "job_id", "array_job_id", "array_task_id", "array_task_string", "het_job_id",
          "het_job_offset", "name", "user_name", "partition", "job_state", "state_reason", "nodes",
          "cpus", "node_count", "submit_time", "start_time", "end_time", "time_limit", "gres_detail",
          "tres_alloc_str", "tres_req_str", "tres_per_job", "tres_per_node");

  private JsonJobs() {}

  static List<SlurmJob> parse(InputStream output) throws SlurmException, IOException {
    return SlurmJson.elements(output, "jobs", KEYS, JsonJobs::job);
  }

  private static SlurmJob job(JsonNode job) throws SlurmException {
    String reason = SlurmJson.text(job, "state_reason");
    return new SlurmJob(
        id(job),
        SlurmJson.text(job, "name"),
        SlurmJson.text(job, "user_name"),
        SlurmJson.text(job, "partition"),
        JobState.of(SlurmJson.words(job, "job_state")),
        SlurmJson.text(job, "nodes"),
        gpus(job),
        (int) SlurmJson.optional(job, "cpus").orElse(0),
        SlurmJson.time(job, "submit_time"),
        SlurmJson.time(job, "start_time"),
        SlurmJson.time(job, "end_time"),
        limit(SlurmJson.bounded(job, "time_limit", MOST_MINUTES)),
        reason.equals("None") ? "" : reason);
  }

  /**
   * What the job has got, by node; what it is charged for, where a cluster counts GPUs at all
   * ({@code AccountingStorageTRES}); else what it asked for.
   */
  private static int gpus(JsonNode job) throws SlurmException {
    int got = SlurmJson.words(job, "gres_detail").stream().mapToInt(Tres::gpusOfNode).sum();
    if (got > 0) {
      return got;
    }
    String allocated = SlurmJson.text(job, "tres_alloc_str");
    int charged = Tres.gpus(allocated.isEmpty() ? SlurmJson.text(job, "tres_req_str") : allocated);
    if (charged > 0) {
      return charged;
    }
    int asked = Tres.gpusPerNode(SlurmJson.text(job, "tres_per_job"));
    int nodes = (int) SlurmJson.optional(job, "node_count").orElse(1);
    return asked > 0 ? asked : Tres.gpusPerNode(SlurmJson.text(job, "tres_per_node")) * nodes;
  }

  private static Optional<Duration> limit(OptionalLong minutes) {
    return minutes.isPresent()
        ? Optional.of(Duration.ofMinutes(minutes.getAsLong()))
        : Optional.empty();
  }

  /**
   * Tasks of an array that wait are one job, with the list of those that are left. A component of a
   * heterogeneous job is named by its leader and its place: {@code 42+1}.
   */
  private static String id(JsonNode job) throws SlurmException {
    long array = SlurmJson.optional(job, "array_job_id").orElse(0);
    long leader = SlurmJson.optional(job, "het_job_id").orElse(0);
    if (leader > 0) {
      return leader + "+" + SlurmJson.optional(job, "het_job_offset").orElse(0);
    }
    if (array == 0) {
      return Long.toString(SlurmJson.number(job, "job_id"));
    }
    OptionalLong task = SlurmJson.optional(job, "array_task_id");
    return task.isPresent()
        ? array + "_" + task.getAsLong()
        : array + "_[" + SlurmJson.text(job, "array_task_string") + "]";
  }
}
