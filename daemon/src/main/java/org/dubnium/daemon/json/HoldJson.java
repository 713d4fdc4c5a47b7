package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.mode.ModeName;

/** A hold. */
public final class HoldJson {

  private HoldJson() {}

  public static void write(JsonGenerator json, Hold hold) throws IOException {
    json.writeStartObject();
    json.writeNumberField("cookie", hold.cookie());
    Json.optional(json, "mode", hold.mode());
    json.writeStringField("direction", hold.direction().text());
    json.writeStringField("kind", hold.kind().text());
    json.writeStringField("who", hold.who());
    json.writeStringField("why", hold.why());
    json.writeFieldName("owner");
    CallerJson.write(json, hold.owner());
    json.writeFieldName("process");
    if (hold.process().isPresent()) {
      json.writeStartObject();
      json.writeNumberField("pid", hold.process().get().pid());
      json.writeNumberField("startTicks", hold.process().get().startTicks());
      json.writeEndObject();
    } else {
      json.writeNull();
    }
    json.writeStringField("since", Json.time(hold.since()));
    json.writeEndObject();
  }

  public static Hold read(JsonObject object) throws JsonFormatException {
    Optional<JsonObject> process = object.optionalObject("process");
    Hold hold =
        new Hold(
            object.number("cookie"),
            object.optionalValue("mode", ModeName::new),
            object.oneOf("direction", Hold.Direction.values(), Hold.Direction::text),
            object.oneOf("kind", Hold.Kind.values(), Hold.Kind::text),
            object.string("who"),
            object.string("why"),
            CallerJson.read(object.object("owner")),
            process.isPresent() ? Optional.of(process(process.get())) : Optional.empty(),
            object.value("since", Instant::parse));
    object.end();
    return hold;
  }

  private static Hold.Tie process(JsonObject object) throws JsonFormatException {
    Hold.Tie process = new Hold.Tie(object.integer("pid"), object.number("startTicks"));
    object.end();
    return process;
  }
}
