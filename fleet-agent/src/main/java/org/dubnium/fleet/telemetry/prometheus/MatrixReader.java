package org.dubnium.fleet.telemetry.prometheus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an answer to {@code query_range} series by series, so that not all of it is in memory twice.
 * Form: "HTTP API" of Prometheus' documentation.
 */
final class MatrixReader {

  private static final JsonMapper JSON = new JsonMapper();

  /** Takes what an answer has. */
  interface Sink {

    /** One series: its labels, and {@code [seconds, "value"]} for each point. */
    void series(JsonNode labels, JsonNode values) throws IOException;
  }

  private final List<String> warnings = new ArrayList<>();
  private String status = "";
  private String error = "";

  private MatrixReader() {}

  /**
   * Reads all of it.
   *
   * @return what the server warns of, as of a part that it could not reach
   * @throws IOException if it is cut off or is no such answer, or says that there was an error
   */
  static List<String> read(InputStream answer, Sink sink) throws IOException {
    MatrixReader reader = new MatrixReader();
    try (JsonParser parser = JSON.createParser(answer)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is no JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        reader.member(parser, sink);
      }
      if (parser.currentToken() != JsonToken.END_OBJECT) {
        throw new IOException("it is cut off");
      }
    }
    if (!reader.status.equals("success")) {
      throw new IOException(reader.error.isEmpty() ? "it does not say success" : reader.error);
    }
    return reader.warnings;
  }

  private void member(JsonParser parser, Sink sink) throws IOException {
    String name = parser.currentName();
    parser.nextToken();
    switch (name) {
      case "status" -> status = parser.getText();
      case "error" -> error = parser.getText();
      case "warnings" -> tree(parser).forEach(warning -> warnings.add(warning.asText("")));
      case "data" -> data(parser, sink);
      default -> parser.skipChildren();
    }
  }

  private static void data(JsonParser parser, Sink sink) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("resultType") && !parser.getText().equals("matrix")) {
        throw new IOException("it is a " + parser.getText() + " where a matrix was asked for");
      }
      if (name.equals("result") && value == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          JsonNode series = tree(parser);
          sink.series(series.path("metric"), series.path("values"));
        }
      } else {
        parser.skipChildren();
      }
    }
  }

  private static JsonNode tree(JsonParser parser) throws IOException {
    return JSON.readTree(parser);
  }
}
