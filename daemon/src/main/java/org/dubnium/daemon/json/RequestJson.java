package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.dubnium.daemon.domain.cluster.JobPolicy;
import org.dubnium.daemon.domain.cluster.JobsRequest;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.TransitionRequest;

/** A request; what it was granted is written beside it, by {@link GrantJson}. */
public final class RequestJson {

  private RequestJson() {}

  public static void write(JsonGenerator json, TransitionRequest request) throws IOException {
    json.writeStartObject();
    switch (request.operation()) {
      case Operation.ModeSwitch(ModeName mode, JobsRequest jobs) -> {
        json.writeStringField("mode", mode.value());
        writeJobs(json, jobs);
      }
      case Operation.ModelSwap(ModelName model, ModeName mode, String former) -> {
        json.writeStringField("mode", mode.value());
        json.writeStringField("model", model.value());
        json.writeStringField("formerModel", former);
      }
    }
    json.writeFieldName("caller");
    CallerJson.write(json, request.caller());
    json.writeStringField("reason", request.reason());
    Json.texts(json, "bypass", request.bypass().stream().map(GuardName::text).sorted().toList());
    Json.optional(json, "timeout", request.timeout());
    Json.optional(json, "expectCurrent", request.expectCurrent());
    json.writeEndObject();
  }

  public static TransitionRequest read(JsonObject object) throws JsonFormatException {
    TransitionRequest request =
        new TransitionRequest(
            operation(object),
            CallerJson.read(object.object("caller")),
            object.string("reason"),
            guards(object),
            object.optionalValue("timeout", Duration::parse),
            object.optionalValue("expectCurrent", ModeName::new));
    object.end();
    return request;
  }

  /** Without a model it is a switch, as all were before there were swaps. */
  private static Operation operation(JsonObject object) throws JsonFormatException {
    ModeName mode = object.value("mode", ModeName::new);
    return object.has("model")
        ? new Operation.ModelSwap(
            object.value("model", ModelName::new), mode, object.string("formerModel"))
        : new Operation.ModeSwitch(mode, readJobs(object));
  }

  /** Left out where nothing is said of jobs, as records of earlier versions leave it out. */
  private static void writeJobs(JsonGenerator json, JobsRequest jobs) throws IOException {
    if (!jobs.equals(JobsRequest.NONE)) {
      json.writeObjectFieldStart("jobs");
      Json.optional(json, "policy", jobs.policy().map(JobPolicy::text));
      Json.optional(json, "deadline", jobs.deadline());
      json.writeEndObject();
    }
  }

  private static JobsRequest readJobs(JsonObject object) throws JsonFormatException {
    if (!object.has("jobs")) {
      return JobsRequest.NONE;
    }
    JsonObject jobs = object.object("jobs");
    JobsRequest request =
        new JobsRequest(
            jobs.optionalValue("policy", text -> JobPolicy.parse(text).orElseThrow(IllegalArgumentException::new)),
            jobs.optionalValue("deadline", Duration::parse));
    jobs.end();
    return request;
  }

  private static Set<GuardName> guards(JsonObject object) throws JsonFormatException {
    Set<GuardName> guards = new LinkedHashSet<>();
    for (String name : object.strings("bypass")) {
      guards.add(
          GuardName.parse(name)
              .orElseThrow(() -> object.wrong("bypass", "no guard is named '" + name + "'")));
    }
    return guards;
  }
}
