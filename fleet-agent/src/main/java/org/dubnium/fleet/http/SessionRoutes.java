package org.dubnium.fleet.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard's session. Where everybody may read, the page is given one; elsewhere it takes the
 * token, and a session that began with it may change Slurm, too. The answers carry the word that a change has to come with: no other origin can read them.
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
    return word == null && access.isOpen()
        ? begun(200, request, false)
        : told(200, word, sessions.beganWithToken(request));
  }

  private Response begin(Request request) throws Problem, IOException {
    access.requireSameOrigin(request);
    JsonNode token = Json.object(request.body()).path("token");
    if (!token.isTextual() || !access.isToken(token.textValue())) {
      throw Problem.unauthorized(
          "cannot begin a session with that token: give the credential api-token of the agent");
    }
    return begun(201, request, true);
  }

  private Response end(Request request) {
    return Response.nothing().with("Set-Cookie", sessions.end(request));
  }

  private Response begun(int status, Request request, boolean withToken) throws IOException {
    Sessions.Begun begun = sessions.begin(request.header("Host").orElse(""), withToken);
    return told(status, begun.word(), withToken).with("Set-Cookie", begun.cookie());
  }

  private Response told(int status, @Nullable String word, boolean withToken)
      throws IOException {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("csrf", word);
    answer.put("needsToken", !access.isOpen());
    answer.put("hasToken", withToken);
    return Response.json(status, answer);
  }
}
