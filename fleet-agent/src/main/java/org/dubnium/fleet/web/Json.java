package org.dubnium.fleet.web;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Variant;

/** JSON as the API speaks it: records one to one, a null where a value is missing. */
public final class Json {

  private static final int DEEPEST = 16;

  /** A value of the bus is shown without its type. */
  private interface ValueAlone {
    @JsonValue
    Object value();
  }

  private static final ObjectMapper MAPPER = mapper();

  private static final ObjectWriter PIECEWISE =
      MAPPER
          .writer()
          .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .without(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);

  private Json() {}

  private static ObjectMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .addMixIn(Variant.class, ValueAlone.class)
            .addMixIn(ObjectPath.class, ValueAlone.class)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
    return mapper;
  }

  public static byte[] bytes(Object value) throws IOException {
    return MAPPER.writeValueAsBytes(value);
  }

  /** Writes a value on one line, in pieces, and leaves the stream open. */
  public static void write(OutputStream out, Object value) throws IOException {
    PIECEWISE.writeValue(out, value);
  }

  /**
   * Reads an object.
   *
   * @throws Problem if it is none
   */
  public static JsonNode object(InputStream body) throws IOException, Problem {
    try {
      JsonNode read = MAPPER.readTree(body);
      if (read.isObject()) {
        return read;
      }
    } catch (JsonProcessingException malformed) {
      throw Problem.badRequest(
          "cannot read the body as JSON", java.util.List.of(malformed.getOriginalMessage()));
    }
    throw Problem.badRequest("cannot use the body: send a JSON object");
  }
}
