package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dubnium.daemon.domain.model.FileStamp;
import org.dubnium.daemon.domain.model.Verification;
import org.dubnium.daemon.domain.model.Verification.VerifiedFile;

/** The record of a bundle's verification. Times have nanoseconds, as file systems do. */
public final class VerificationJson {

  private VerificationJson() {}

  /** The document: {@code schema}, {@code writtenAt}, and what was verified. */
  public static byte[] document(Verification verification) throws IOException {
    return Json.document(
        verification.at(),
        json -> {
          json.writeStringField("bundle", verification.bundle());
          json.writeArrayFieldStart("files");
          for (Map.Entry<String, VerifiedFile> file : verification.files().entrySet()) {
            writeFile(json, file.getKey(), file.getValue());
          }
          json.writeEndArray();
        });
  }

  private static void writeFile(JsonGenerator json, String name, VerifiedFile file)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeNumberField("bytes", file.stamp().bytes());
    json.writeStringField("modified", file.stamp().modified().toString());
    json.writeStringField("sha256", file.sha256());
    json.writeEndObject();
  }

  public static Verification read(byte[] text) throws JsonFormatException {
    JsonObject document = JsonObject.parse(text);
    document.number("schema");
    Map<String, VerifiedFile> files = new HashMap<>();
    for (JsonObject file : document.objects("files")) {
      FileStamp stamp =
          new FileStamp(file.number("bytes"), file.value("modified", Instant::parse));
      files.put(file.string("name"), new VerifiedFile(stamp, file.string("sha256")));
      file.end();
    }
    Verification verification =
        new Verification(
            document.string("bundle"), document.value("writtenAt", Instant::parse), files);
    document.end();
    return verification;
  }

  /** The name of a bundle's record: its path, so that no two bundles share one. */
  public static String fileName(String bundle) {
    return URLEncoder.encode(bundle, StandardCharsets.UTF_8) + ".json";
  }
}
