package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.domain.transition.TransitionId;

/** A transition that is over. */
public final class TransitionJson {

  private TransitionJson() {}

  public static void write(JsonGenerator json, FinishedTransition transition) throws IOException {
    json.writeStartObject();
    writeMembers(json, transition);
    json.writeEndObject();
  }

  /** The members alone, into an object that is open. */
  public static void writeMembers(JsonGenerator json, FinishedTransition transition)
      throws IOException {
    json.writeStringField("id", transition.id().toString());
    json.writeFieldName("request");
    RequestJson.write(json, transition.request());
    Json.optional(json, "from", transition.from());
    Json.optional(json, "to", transition.last());
    json.writeStringField("condition", transition.condition().text());
    json.writeStringField("outcome", transition.outcome().text());
    json.writeFieldName("reason");
    ReasonJson.write(json, transition.reason());
    json.writeStringField("startedAt", Json.time(transition.startedAt()));
    json.writeStringField("finishedAt", Json.time(transition.finishedAt()));
  }

  public static FinishedTransition read(JsonObject object) throws JsonFormatException {
    FinishedTransition transition =
        new FinishedTransition(
            object.value("id", TransitionId::parse),
            RequestJson.read(object.object("request")),
            object.optionalValue("from", ModeName::new),
            object.optionalValue("to", ModeName::new),
            object.oneOf("condition", Condition.values(), Condition::text),
            object.oneOf("outcome", Outcome.values(), Outcome::text),
            ReasonJson.read(object.object("reason")),
            object.value("startedAt", Instant::parse),
            object.value("finishedAt", Instant::parse));
    object.end();
    return transition;
  }
}
