package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.cluster.ClusterJob;
import org.dubnium.daemon.domain.cluster.ClusterJobs;

/**
 * Jobs on this node of a cluster, as {@code slurm-jobs.service} tells them and observations show them.
 * {@code left} is in seconds; null where a job has no time limit, or nobody knows.
 */
public final class ClusterJson {

  private ClusterJson() {}

  public static void write(JsonGenerator json, ClusterJobs jobs) throws IOException {
    json.writeStartObject();
    json.writeStringField("node", jobs.node());
    json.writeStringField("state", jobs.state());
    json.writeStringField("controller", jobs.controllerAnswers() ? "answers" : "away");
    json.writeNumberField("total", jobs.total());
    Json.list(json, "jobs", jobs.jobs(), ClusterJson::writeJob);
    json.writeEndObject();
  }

  /** The rest of a document of which {@code schema} was read. */
  public static ClusterJobs read(JsonObject object) throws JsonFormatException {
    List<ClusterJob> listed = new ArrayList<>();
    for (JsonObject job : object.objects("jobs")) {
      listed.add(readJob(job));
    }
    ClusterJobs jobs =
        new ClusterJobs(
            object.string("node"),
            object.string("state"),
            object.oneOf("controller", new String[] {"answers", "away"}, word -> word).equals("answers"),
            object.number("total"),
            listed);
    object.end();
    return jobs;
  }

  private static void writeJob(JsonGenerator json, ClusterJob job) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", job.id());
    json.writeStringField("shown", job.shown());
    json.writeStringField("user", job.user());
    json.writeStringField("partition", job.partition());
    json.writeStringField("state", job.state());
    json.writeFieldName("left");
    if (job.left().isPresent()) {
      json.writeNumber(job.left().get().toSeconds());
    } else {
      json.writeNull();
    }
    json.writeBooleanField("requeue", job.requeue());
    json.writeBooleanField("batch", job.batch());
    json.writeStringField("name", job.name());
    json.writeEndObject();
  }

  private static ClusterJob readJob(JsonObject object) throws JsonFormatException {
    Optional<Duration> left = object.optionalNumber("left").map(Duration::ofSeconds);
    ClusterJob job =
        new ClusterJob(
            object.number("id"),
            object.string("shown"),
            object.string("user"),
            object.string("partition"),
            object.string("state"),
            left,
            object.flag("requeue"),
            object.flag("batch"),
            object.string("name"));
    object.end();
    return job;
  }
}
