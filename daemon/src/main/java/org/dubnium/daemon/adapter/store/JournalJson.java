package org.dubnium.daemon.adapter.store;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.domain.transition.JournalRecord;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.StepStatus;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.json.GrantJson;
import org.dubnium.daemon.json.Json;
import org.dubnium.daemon.json.JsonFormatException;
import org.dubnium.daemon.json.JsonObject;
import org.dubnium.daemon.json.PlanJson;
import org.dubnium.daemon.json.ReasonJson;
import org.dubnium.daemon.json.RequestJson;

/** The journal of a transition as a JSON document. */
final class JournalJson {

  private JournalJson() {}

  static byte[] encode(Instant writtenAt, JournalRecord unfinished) throws IOException {
    return Json.document(writtenAt, json -> write(json, unfinished));
  }

  private static void write(JsonGenerator json, JournalRecord unfinished) throws IOException {
    json.writeStringField("id", unfinished.id().toString());
    json.writeStringField("bootId", unfinished.bootId());
    json.writeStringField("startedAt", Json.time(unfinished.startedAt()));
    json.writeFieldName("request");
    RequestJson.write(json, unfinished.request());
    json.writeFieldName("grant");
    GrantJson.write(json, unfinished.request().grant());
    json.writeFieldName("plan");
    PlanJson.write(json, unfinished.plan());
    Json.texts(
        json, "statuses", unfinished.statuses().stream().map(StepStatus::text).toList());
    json.writeFieldName("failure");
    if (unfinished.failure().isPresent()) {
      ReasonJson.write(json, unfinished.failure().get());
    } else {
      json.writeNull();
    }
  }

  /** Reads it strictly: to undo half of what a damaged journal says would do more harm than none. */
  static JournalRecord decode(byte[] text) throws JsonFormatException {
    JsonObject document = JsonObject.parse(text);
    if (document.number("schema") != Json.SCHEMA) {
      throw document.wrong("schema", "only " + Json.SCHEMA + " is understood");
    }
    document.value("writtenAt", Instant::parse);
    TransitionId id = document.value("id", TransitionId::parse);
    String bootId = document.string("bootId");
    Instant startedAt = document.value("startedAt", Instant::parse);
    TransitionRequest request = RequestJson.read(document.object("request")).granted(grant(document));
    TransitionPlan plan = PlanJson.read(document.object("plan"));
    List<StepStatus> statuses = document.values("statuses", JournalJson::status);
    Optional<JsonObject> failure = document.optionalObject("failure");
    Optional<Reason> reason =
        failure.isPresent() ? Optional.of(ReasonJson.read(failure.get())) : Optional.empty();
    document.end();
    if (statuses.size() != plan.steps().size()) {
      throw document.wrong("statuses", "one for each of the plan's steps is wanted");
    }
    return new JournalRecord(id, bootId, request, plan, statuses, reason, startedAt);
  }

  /** A daemon before there were grants kept none: its plan is gone on with as it would have been. */
  private static Grant grant(JsonObject document) throws JsonFormatException {
    return document.has("grant") ? GrantJson.read(document.object("grant")) : Grant.ANYTHING;
  }

  private static StepStatus status(String text) {
    for (StepStatus status : StepStatus.values()) {
      if (status.text().equals(text)) {
        return status;
      }
    }
    throw new IllegalArgumentException(text);
  }
}
