package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.Reading;

/** Something that holds a GPU. */
public final class HolderJson {

  private HolderJson() {}

  public static void write(JsonGenerator json, GpuHolder holder) throws IOException {
    json.writeStartObject();
    json.writeStringField("gpu", holder.gpu());
    json.writeNumberField("pid", holder.pid());
    json.writeStringField("kind", holder.kind().text());
    json.writeStringField("command", holder.command());
    Json.optional(json, "unit", holder.unit());
    Json.optional(json, "session", holder.session());
    UserUnitJson.write(json, holder.userUnit());
    Json.reading(json, "bytes", holder.bytes(), JsonGenerator::writeNumber);
    json.writeBooleanField("tolerated", holder.tolerated());
    json.writeEndObject();
  }

  public static GpuHolder read(JsonObject object) throws JsonFormatException {
    GpuHolder holder =
        new GpuHolder(
            object.string("gpu"),
            object.integer("pid"),
            object.oneOf("kind", GpuHolder.Kind.values(), GpuHolder.Kind::text),
            object.string("command"),
            object.optionalString("unit"),
            object.optionalString("session"),
            UserUnitJson.read(object),
            bytes(object.object("bytes")),
            object.flag("tolerated"));
    object.end();
    return holder;
  }

  private static Reading<Long> bytes(JsonObject object) throws JsonFormatException {
    Reading<Long> bytes =
        object.has("value")
            ? Reading.of(object.number("value"))
            : Reading.unavailable(object.string("unavailable"));
    object.end();
    return bytes;
  }
}
