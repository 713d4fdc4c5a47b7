package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionPlan.Ending;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;

/** A plan with its steps. Deadlines are ISO 8601 durations such as {@code PT1M30S}. */
public final class PlanJson {

  private PlanJson() {}

  public static void write(JsonGenerator json, TransitionPlan plan) throws IOException {
    json.writeStartObject();
    Json.optional(json, "from", plan.from());
    Json.texts(json, "unmet-before", plan.unmetBefore().stream().sorted().toList());
    json.writeStringField("to", plan.to().value());
    Json.texts(json, "route", plan.route());
    Json.list(json, "steps", plan.steps(), PlanJson::writeStep);
    Json.list(json, "ends", plan.ends(), PlanJson::writeEnding);
    json.writeEndObject();
  }

  public static TransitionPlan read(JsonObject object) throws JsonFormatException {
    TransitionPlan plan =
        new TransitionPlan(
            object.optionalValue("from", ModeName::new),
            Set.copyOf(object.strings("unmet-before")),
            object.value("to", ModeName::new),
            object.values("route", ModeName::new),
            ReasonJson.all(object.objects("steps"), PlanJson::readStep),
            ReasonJson.all(object.objects("ends"), PlanJson::readEnding));
    object.end();
    return plan;
  }

  public static void writeStep(JsonGenerator json, PlannedStep step) throws IOException {
    json.writeStartObject();
    json.writeFieldName("do");
    StepJson.write(json, step.action());
    json.writeStringField("deadline", step.deadline().toString());
    json.writeFieldName("undo");
    if (step.undo().isPresent()) {
      writeUndo(json, step.undo().get());
    } else {
      json.writeNull();
    }
    json.writeEndObject();
  }

  private static void writeUndo(JsonGenerator json, PlannedStep.Undo undo) throws IOException {
    json.writeStartObject();
    json.writeFieldName("do");
    StepJson.write(json, undo.step());
    json.writeStringField("deadline", undo.deadline().toString());
    json.writeEndObject();
  }

  private static PlannedStep readStep(JsonObject object) throws JsonFormatException {
    Optional<JsonObject> undo = object.optionalObject("undo");
    PlannedStep step =
        new PlannedStep(
            StepJson.read(object.object("do")),
            object.value("deadline", Duration::parse),
            undo.isPresent() ? Optional.of(readUndo(undo.get())) : Optional.empty());
    object.end();
    return step;
  }

  private static PlannedStep.Undo readUndo(JsonObject object) throws JsonFormatException {
    PlannedStep.Undo undo =
        new PlannedStep.Undo(
            StepJson.read(object.object("do")), object.value("deadline", Duration::parse));
    object.end();
    return undo;
  }

  private static void writeEnding(JsonGenerator json, Ending ending) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", ending.kind());
    json.writeStringField("name", ending.name());
    json.writeStringField("detail", ending.detail());
    json.writeEndObject();
  }

  private static Ending readEnding(JsonObject object) throws JsonFormatException {
    Ending ending =
        new Ending(object.string("kind"), object.string("name"), object.string("detail"));
    object.end();
    return ending;
  }
}
