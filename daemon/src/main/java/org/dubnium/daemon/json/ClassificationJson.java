package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.dubnium.daemon.domain.mode.Classification;

/** What an observation says about the current mode; {@code mode} is {@code unknown} if nothing. */
public final class ClassificationJson {

  private ClassificationJson() {}

  public static void write(JsonGenerator json, Classification classification) throws IOException {
    json.writeStartObject();
    json.writeStringField("mode", classification.modeText());
    json.writeStringField("condition", classification.condition().text());
    Json.texts(json, "supports", classification.supports());
    Json.texts(json, "contradicts", classification.contradicts());
    Json.texts(json, "conflicts", classification.conflicts());
    Json.list(json, "degradations", classification.degradations(), ReasonJson::writeClause);
    Json.texts(json, "missing", classification.missing());
    json.writeEndObject();
  }
}
