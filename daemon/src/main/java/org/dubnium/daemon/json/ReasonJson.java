package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;

/** Why a transition ended as it did. */
public final class ReasonJson {

  /** Reads one element of a list. */
  @FunctionalInterface
  interface Reader<T> {
    T read(JsonObject object) throws JsonFormatException;
  }

  private ReasonJson() {}

  public static void write(JsonGenerator json, Reason reason) throws IOException {
    json.writeStartObject();
    json.writeStringField("code", reason.code().text());
    json.writeStringField("message", reason.message());
    Json.optional(json, "step", reason.step());
    Json.optional(json, "unit", reason.unit());
    Json.optional(json, "jobResult", reason.jobResult());
    Json.list(json, "holders", reason.holders(), HolderJson::write);
    Json.list(json, "clauses", reason.clauses(), ReasonJson::writeClause);
    Json.list(json, "guards", reason.guards(), GuardJson::write);
    if (reason.cause().isPresent()) {
      json.writeStringField("cause", reason.cause().get());
    }
    json.writeEndObject();
  }

  public static Reason read(JsonObject object) throws JsonFormatException {
    Reason reason =
        new Reason(
            object.oneOf("code", ReasonCode.values(), ReasonCode::text),
            object.string("message"),
            object.optionalString("step"),
            object.optionalString("unit"),
            object.optionalString("jobResult"),
            all(object.objects("holders"), HolderJson::read),
            all(object.objects("clauses"), ReasonJson::readClause),
            all(object.objects("guards"), GuardJson::read),
            object.has("cause") ? object.optionalString("cause") : Optional.empty());
    object.end();
    return reason;
  }

  /** A clause of a contract that does not hold. */
  public static void writeClause(JsonGenerator json, ClauseFinding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("clause", finding.clause());
    json.writeStringField("expected", finding.expected());
    json.writeStringField("observed", finding.observed());
    json.writeEndObject();
  }

  private static ClauseFinding readClause(JsonObject object) throws JsonFormatException {
    ClauseFinding finding =
        new ClauseFinding(
            object.string("clause"), object.string("expected"), object.string("observed"));
    object.end();
    return finding;
  }

  static <T> List<T> all(List<JsonObject> objects, Reader<T> reader) throws JsonFormatException {
    List<T> values = new ArrayList<>();
    for (JsonObject object : objects) {
      values.add(reader.read(object));
    }
    return values;
  }
}
