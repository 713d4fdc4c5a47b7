package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.jspecify.annotations.Nullable;

/** The details of an audit entry: whatever was worth telling. */
public final class AnyJson {

  private AnyJson() {}

  /** Writes a value of a type that has a JSON form here, and anything else as its text. */
  public static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Boolean flag -> json.writeBoolean(flag);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Optional<?> optional -> write(json, optional.orElse(null));
      case Collection<?> elements -> Json.list(json, elements, AnyJson::write);
      case Map<?, ?> map -> writeMap(json, map);
      case GuardVerdict judged -> GuardJson.write(json, judged);
      case ClauseFinding finding -> ReasonJson.writeClause(json, finding);
      case GpuHolder holder -> HolderJson.write(json, holder);
      case Step step -> StepJson.write(json, step);
      case PlannedStep step -> PlanJson.writeStep(json, step);
      case TransitionPlan plan -> PlanJson.write(json, plan);
      case Reason reason -> ReasonJson.write(json, reason);
      case Grant grant -> GrantJson.write(json, grant);
      case TransitionRequest request -> RequestJson.write(json, request);
      case FinishedTransition transition -> TransitionJson.write(json, transition);
      case Object other -> json.writeString(other.toString());
    }
  }

  private static void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> member : map.entrySet()) {
      json.writeFieldName(String.valueOf(member.getKey()));
      write(json, member.getValue());
    }
    json.writeEndObject();
  }
}
