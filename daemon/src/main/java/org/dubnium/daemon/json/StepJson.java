package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.cluster.JobPolicy;
import org.dubnium.daemon.domain.mode.CpuSet;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.transition.Step;
import org.jspecify.annotations.Nullable;

/** A step of a plan. */
public final class StepJson {

  private StepJson() {}

  public static void write(JsonGenerator json, Step step) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", step.kind());
    switch (step) {
      case Step.StopUnit(UnitName unit) -> json.writeStringField("unit", unit.value());
      case Step.StartUnit(UnitName unit) -> json.writeStringField("unit", unit.value());
      case Step.TerminateSession(String session, String user) -> {
        json.writeStringField("session", session);
        json.writeStringField("user", user);
      }
      case Step.SetUnitProperties(UnitName unit, SliceSettings settings) -> {
        json.writeStringField("unit", unit.value());
        json.writeFieldName("settings");
        writeSettings(json, settings);
      }
      case Step.AwaitGpuRelease(List<String> gpus) -> Json.texts(json, "gpus", gpus);
      case Step.SelectModel(Optional<ModelName> model) -> Json.optional(json, "model", model);
      case Step.DrainSlurmNode drain -> writeDrain(json, drain);
      case Step.ResumeSlurmNode() -> {}
      case Step.AssertMode(ModeName mode) -> json.writeStringField("mode", mode.value());
    }
    json.writeEndObject();
  }

  public static Step read(JsonObject object) throws JsonFormatException {
    Step step =
        switch (object.string("kind")) {
          case "stop-unit" -> new Step.StopUnit(object.value("unit", UnitName::new));
          case "start-unit" -> new Step.StartUnit(object.value("unit", UnitName::new));
          case "terminate-session" ->
              new Step.TerminateSession(object.string("session"), object.string("user"));
          case "set-unit-properties" ->
              new Step.SetUnitProperties(
                  object.value("unit", UnitName::new), readSettings(object.object("settings")));
          case "await-gpu-release" -> new Step.AwaitGpuRelease(object.strings("gpus"));
          case "select-model" ->
              new Step.SelectModel(object.optionalValue("model", ModelName::new));
          case "drain-slurm-node" -> readDrain(object);
          case "resume-slurm-node" -> new Step.ResumeSlurmNode();
          case "assert-mode" -> new Step.AssertMode(object.value("mode", ModeName::new));
          default -> throw object.wrong("kind", "no step is of kind '" + object.string("kind") + "'");
        };
    object.end();
    return step;
  }

  private static void writeDrain(JsonGenerator json, Step.DrainSlurmNode drain) throws IOException {
    json.writeStringField("policy", drain.policy().text());
    json.writeStringField("grace", drain.grace().toString());
    json.writeNumberField("uid", drain.uid());
    Json.optional(json, "from", drain.from());
    json.writeStringField("to", drain.to().value());
    Json.texts(json, "jobs", drain.jobs());
  }

  private static Step readDrain(JsonObject object) throws JsonFormatException {
    return new Step.DrainSlurmNode(
        object.oneOf("policy", JobPolicy.values(), JobPolicy::text),
        object.value("grace", Duration::parse),
        object.number("uid"),
        object.optionalValue("from", ModeName::new),
        object.value("to", ModeName::new),
        object.values("jobs", Long::valueOf));
  }

  /** Slice settings: weights as numbers, CPUs as text, null for what nothing is said about. */
  static void writeSettings(JsonGenerator json, SliceSettings settings) throws IOException {
    json.writeStartObject();
    writeWeight(json, "cpuWeight", settings.cpuWeight());
    writeWeight(json, "ioWeight", settings.ioWeight());
    CpuSet cpus = settings.allowedCpus();
    json.writeStringField("allowedCpus", cpus == null ? null : cpus.text());
    json.writeEndObject();
  }

  /** {@link SliceSettings#UNSET} is written as it is, -1. */
  private static void writeWeight(JsonGenerator json, String name, @Nullable Long weight)
      throws IOException {
    if (weight == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, weight);
    }
  }

  private static SliceSettings readSettings(JsonObject object) throws JsonFormatException {
    SliceSettings settings =
        new SliceSettings(
            object.optionalNumber("cpuWeight").orElse(null),
            object.optionalNumber("ioWeight").orElse(null),
            object.optionalValue("allowedCpus", CpuSet::new).orElse(null));
    object.end();
    return settings;
  }
}
