package org.dubnium.fleet.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard's session. Where everybody may read, the page is given one; elsewhere it takes the
 * token. The answers carry the word that a change has to come with: no other origin can read them.
 */
final class SessionRoutes {

  private final Sessions sessions;
  private final Access access;

  SessionRoutes(Sessions sessions, Access access) {
    this.sessions = sessions;
    this.access = access;
  }

  void addTo(Router router) {
    router
        .forEverybody("GET", "/api/session", this::show)
        .forEverybody("POST", "/api/session", this::begin)
        .on("DELETE", "/api/session", this::end);
  }

  private Response show(Request request) throws IOException {
    String word = sessions.word(request).orElse(null);
    return word == null && access.isOpen() ? begun(200, request) : told(200, word);
  }

  private Response begin(Request request) throws Problem, IOException {
    access.requireSameOrigin(request);
    JsonNode token = Json.object(request.body()).path("token");
    if (!token.isTextual() || !access.isToken(token.textValue())) {
      throw Problem.unauthorized(
          "cannot begin a session with that token: give the credential api-token of the agent");
    }
    return begun(201, request);
  }

  private Response end(Request request) {
    return Response.nothing().with("Set-Cookie", sessions.end(request));
  }

  private Response begun(int status, Request request) throws IOException {
    Sessions.Begun begun = sessions.begin(request.header("Host").orElse(""));
    return told(status, begun.word()).with("Set-Cookie", begun.cookie());
  }

  private Response told(int status, @Nullable String word) throws IOException {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("csrf", word);
    answer.put("needsToken", !access.isOpen());
    return Response.json(status, answer);
  }
}
