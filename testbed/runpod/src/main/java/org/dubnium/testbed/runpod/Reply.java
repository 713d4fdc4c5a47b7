package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * An answer before its headers and faults.
 *
 * @param json the body; null where there is none, or one in text
 * @param text the body where it is not JSON; else empty
 * @param retryAfter seconds to wait before the next try; 0 where none are told
 */
record Reply(
    int status,
    @Nullable String contentType,
    @Nullable JsonNode json,
    String text,
    long retryAfter) {

  static Reply ok(JsonNode body) {
    return new Reply(200, "application/json", body, "", 0);
  }

  static Reply created(JsonNode body) {
    return new Reply(201, "application/json", body, "", 0);
  }

  static Reply nothing() {
    return new Reply(204, null, null, "", 0);
  }

  static Reply events(String text) {
    return new Reply(200, "text/event-stream", null, text, 0);
  }

  static Reply problem(int status, JsonNode body) {
    return new Reply(status, "application/problem+json", body, "", 0);
  }

  /** The same, with a time to wait before the next try. */
  Reply after(long seconds) {
    return new Reply(status, contentType, json, text, seconds);
  }

  String body() {
    return json == null ? text : json.toString();
  }
}
