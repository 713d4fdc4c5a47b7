package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.dubnium.daemon.domain.server.ModelServerStatus;
import org.dubnium.daemon.domain.server.ServerState;

/** How the model server is. Times and durations are in microseconds, as on the bus. */
public final class ModelServerJson {

  private ModelServerJson() {}

  /** The members alone, for a document of its own. */
  public static void writeMembers(JsonGenerator json, ModelServerStatus status) throws IOException {
    json.writeStringField("model", status.model());
    json.writeStringField("invocation", status.invocation());
    json.writeStringField("state", status.state().text());
    json.writeStringField("phase", status.phase());
    json.writeStringField(
        "activity", status.state() == ServerState.LOADING ? status.progress().words() : "");
    json.writeNumberField("done", status.progress().done());
    json.writeNumberField("total", status.progress().total());
    json.writeNumberField("since", micros(status.since()));
    json.writeNumberField("phaseSince", micros(status.phaseSince()));
    json.writeNumberField("typical", status.typical().toNanos() / 1000);
    json.writeStringField("cause", status.cause());
    json.writeStringField("message", status.message());
    json.writeNumberField("attempts", status.attempts());
    Json.texts(json, "lines", status.lines());
    Json.texts(json, "strays", status.strays());
  }

  public static void write(JsonGenerator json, ModelServerStatus status) throws IOException {
    json.writeStartObject();
    writeMembers(json, status);
    json.writeEndObject();
  }

  private static long micros(Optional<Instant> time) {
    return time.map(at -> at.getEpochSecond() * 1_000_000 + at.getNano() / 1000).orElse(0L);
  }
}
