package org.dubnium.fleet.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.dubnium.bus.wire.PlainText;
import org.dubnium.fleet.domain.Secret;

/**
 * A call of the API.
 *
 * @param purpose after "cannot": {@code list the pods}
 * @param body JSON; empty for none
 * @param changes whether it changes something, so that it must not be asked twice
 * @param secrets that an answer may quote and a message must not
 */
record ApiCall(
    String purpose,
    String method,
    HttpUrl url,
    Headers headers,
    Optional<JsonNode> body,
    boolean changes,
    Collection<String> secrets) {

  private static final MediaType JSON = MediaType.get("application/json");

  /** A shorter text is no secret, and hidden it would make words unreadable. */
  private static final int SHORTEST_SECRET = 4;

  /** The most characters of a server's text in a message. */
  private static final int LONGEST_TEXT = 300;

  /** A call that asks for something. */
  static ApiCall question(String purpose, HttpUrl url) {
    return new ApiCall(
        purpose,
        "GET",
        url,
        Headers.of("Accept", "application/json, application/problem+json"),
        Optional.empty(),
        false,
        List.of());
  }

  /** A call that changes something. */
  static ApiCall change(
      String purpose,
      String method,
      HttpUrl url,
      Optional<JsonNode> body,
      Collection<String> secrets) {
    return new ApiCall(
        purpose,
        method,
        url,
        Headers.of("Accept", "application/json, application/problem+json"),
        body,
        true,
        secrets);
  }

  /** Whether an answer with that status says that it was done. */
  boolean isSuccess(int status) {
    return method.equals("DELETE") ? status == 204 : status == 200 || status == 201;
  }

  Request request(Secret key, CallProgress progress) {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .headers(headers)
            .header("Authorization", "Bearer " + key.reveal())
            .header("User-Agent", "Dubnium")
            .tag(CallProgress.class, progress);
    return request
        .method(method, body.map(json -> RequestBody.create(json.toString(), JSON)).orElse(null))
        .build();
  }

  /** Somebody else's text, fit for a message: one line, bounded, without secrets. */
  String harmless(String text, Secret key) {
    String hidden = key.hideIn(text);
    for (String secret : secrets) {
      if (secret.strip().length() >= SHORTEST_SECRET) {
        hidden = new Secret(secret).hideIn(hidden);
      }
    }
    return PlainText.line(hidden.strip(), LONGEST_TEXT);
  }
}
