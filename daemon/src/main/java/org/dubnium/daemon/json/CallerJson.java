package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.dubnium.daemon.domain.transition.Caller;

/** A caller, with the names that a job's {@code Requester} has on the bus. */
public final class CallerJson {

  private CallerJson() {}

  public static void write(JsonGenerator json, Caller caller) throws IOException {
    json.writeStartObject();
    json.writeNumberField("uid", caller.uid());
    json.writeStringField("busName", caller.busName());
    Json.optional(json, "unit", caller.unit());
    // Left out where nobody is spoken for, as in records of before there was such a thing.
    if (caller.session().isPresent()) {
      json.writeStringField("session", caller.session().get());
    }
    json.writeEndObject();
  }

  public static Caller read(JsonObject object) throws JsonFormatException {
    Caller caller =
        new Caller(
            object.number("uid"), object.string("busName"), object.optionalString("unit"),
            object.has("session") ? object.optionalString("session") : Optional.empty());
    object.end();
    return caller;
  }
}
