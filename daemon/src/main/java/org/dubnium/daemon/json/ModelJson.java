package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.dubnium.daemon.domain.model.FileStamp;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.domain.model.ServedModel;

/** What vllm.service is set to serve. Arguments may hold a key, and are left out. */
final class ModelJson {

  private ModelJson() {}

  static void write(JsonGenerator json, ServedModel served) throws IOException {
    json.writeStartObject();
    json.writeStringField("model", served.model());
    json.writeFieldName("bundle");
    if (served.bundle().isPresent()) {
      writeBundle(json, served.bundle().get());
    } else {
      json.writeNull();
    }
    json.writeEndObject();
  }

  private static void writeBundle(JsonGenerator json, ModelBundle bundle) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", bundle.path());
    json.writeArrayFieldStart("files");
    for (Map.Entry<String, FileStamp> file : new TreeMap<>(bundle.files()).entrySet()) {
      json.writeStartObject();
      json.writeStringField("name", file.getKey());
      json.writeNumberField("bytes", file.getValue().bytes());
      json.writeStringField("modified", file.getValue().modified().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    Json.reading(
        json,
        "verifiedAt",
        bundle.verification(),
        (out, record) ->
            out.writeString(record.map(found -> Json.time(found.at())).orElse(null)));
    json.writeEndObject();
  }
}
