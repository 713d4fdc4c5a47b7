package org.dubnium.fleet.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.dubnium.dbus.testing.FakeDelegation;
import org.dubnium.fleet.api.WholeApi.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route, with what is right and what is wrong, and its description. */
class EveryRouteTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AUTHORISED = "Authorization: Bearer " + WholeApi.TOKEN;
  private static final String AS_JSON = "Content-Type: application/json";

  @TempDir private Path directory;

  private WholeApi api;

  @BeforeEach
  void serve() throws Exception {
    api = new WholeApi(directory);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private List<String> routes() {
    List<String> routes = new ArrayList<>();
    api.server.routes().forEach((path, methods) -> methods.forEach(m -> routes.add(m + " " + path)));
    return routes;
  }

  private Answer send(String method, String path, String body, String... headers)
      throws Exception {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return api.send(WholeApi.head(method, path, "localhost", length, headers), body);
  }

  private Answer asItShouldBe(String route) throws Exception {
    GoodRequest good = GoodRequest.of(route);
    String path = good.path();
    if (path.contains("ID")) {
      Answer made = send("POST", "/api/alerts", GoodRequest.RULE, AUTHORISED, AS_JSON);
      path = path.replace("ID", JSON.readTree(made.body()).at("/id").asText());
    }
    String method = method(route);
    return good.body().isEmpty()
        ? send(method, path, "", AUTHORISED)
        : send(method, path, good.body(), AUTHORISED, AS_JSON);
  }

  private static String method(String route) {
    return route.substring(0, route.indexOf(' '));
  }

  private static boolean changes(String route) {
    return !method(route).equals("GET");
  }

  private static void isProblem(String what, int status, Answer answer) throws Exception {
    assertEquals(status, answer.status(), what + ": " + answer.body());
    assertEquals("application/problem+json", answer.headers().get("Content-Type"), what);
    JsonNode problem = JSON.readTree(answer.body());
    assertEquals(status, problem.at("/status").asInt(), what);
    assertTrue(problem.at("/error").asText().startsWith("cannot "), what + answer.body());
  }

  /** For each route that is one of those, with its good path. */
  private void forEach(Predicate<String> which, Check check) throws Exception {
    int count = 0;
    for (String route : routes()) {
      if (which.test(route)) {
        check.of(route, GoodRequest.of(route).path().replace("ID", "no-such-rule"));
        count++;
      }
    }
    assertTrue(count > 0, "no such route");
  }

  @FunctionalInterface
  private interface Check {
    void of(String route, String path) throws Exception;
  }

  @Test
  void answersWhatItShould() throws Exception {
    assertEquals(new TreeSet<>(routes()), new TreeSet<>(GoodRequest.ALL.keySet()));
    for (String route : routes()) {
      Answer answer = asItShouldBe(route);
      assertEquals(GoodRequest.of(route).status(), answer.status(), route + ": " + answer.body());
      if (answer.status() == 404) {
        isProblem(route, 404, answer);
      }
    }
  }

  @Test
  void aMethodThatItHasNotIs405() throws Exception {
    forEach(
        route -> true,
        (route, path) -> isProblem(route, 405, send("PATCH", path, "", AUTHORISED)));
  }

  @Test
  void aPathBelowOrBesideItIs404() throws Exception {
    forEach(
        route -> route.contains(" /api/"),
        (route, path) ->
            isProblem(route, 404, send("GET", path.replaceFirst("\\?.*", "") + "/no/such/path", "")));
  }

  private static final String TICKET = "{\"ticket\":\"" + FakeDelegation.TICKET + "\"}";

  @Test
  void aChangeTakesTheTokenOrTheWholeSession() throws Exception {
    Answer begun = send("POST", "/api/session", TICKET, AS_JSON);
    String cookie = "Cookie: " + String.valueOf(begun.headers().get("Set-Cookie")).replaceFirst(";.*", "");
    forEach(
        route -> changes(route) && !route.equals("POST /api/session"),
        (route, path) -> {
          String method = method(route);
          Answer nobody = send(method, path, "");
          isProblem(route, 401, nobody);
          assertTrue(nobody.body().contains("fleet open"), route + nobody.body());
          isProblem(route, 401, send(method, path, "", AUTHORISED + "x"));
          isProblem(route, 401, send(method, path, "", "Cookie: dubnium-session=guessed"));
          isProblem(route, 401, send(method, path, "", cookie));
          isProblem(route, 401, send(method, path, "", cookie, "X-CSRF-Token: guessed"));
        });
    isProblem(
        "a wrong token", 401, send("POST", "/api/session", "{\"token\":\"x\"}", AS_JSON));
  }

  @Test
  void whoBeganASessionMayChangeWhatItIsFor() throws Exception {
    for (String how : List.of(TICKET, GoodRequest.of("POST /api/session").body())) {
      String[] begun = session(send("POST", "/api/session", how, AS_JSON));
      forEach(
          route -> changes(route) && !route.endsWith(" /api/session"),
          (route, path) -> {
            Answer answer = send(method(route), path, GoodRequest.of(route).body(), begun);
            assertTrue(answer.status() < 300 || answer.status() == 404, route + answer.body());
          });
    }
  }

  @Test
  void aSessionWhoseDelegationIsOverChangesNothing() throws Exception {
    String[] begun = session(send("POST", "/api/session", TICKET, AS_JSON));
    api.service.delegation.end();
    forEach(
        route -> changes(route) && !route.endsWith(" /api/session") && !isCheckedByTheController(route),
        (route, path) -> isProblem(route, 401, send(method(route), path, GoodRequest.of(route).body(), begun)));
    assertTrue(
        send("GET", "/api/session", "", begun).body().contains("\"person\":null"), "it ended");
  }

  private static boolean isCheckedByTheController(String route) {
    return route.equals("POST /api/mode") || route.equals("POST /api/models/{name}/select");
  }

  /** What the page sends of a session. */
  private static String[] session(Answer begun) throws Exception {
    String cookie = String.valueOf(begun.headers().get("Set-Cookie")).replaceFirst(";.*", "");
    String word = JSON.readTree(begun.body()).at("/csrf").asText();
    return new String[] {"Cookie: " + cookie, "X-CSRF-Token: " + word, AS_JSON};
  }

  @Test
  void underAnotherNameNothingIsAnswered() throws Exception {
    forEach(
        route -> true,
        (route, path) ->
            isProblem(
                route,
                403,
                api.send(
                    WholeApi.head(method(route), path, "evil.example", 0, AUTHORISED), "")));
  }

  @Test
  void whatCannotBeReadIsRefused() throws Exception {
    forEach(
        route -> !GoodRequest.of(route).body().isEmpty(),
        (route, path) -> {
          String method = method(route);
          for (String body : List.of("{", "[]", "7", "null", "{} {}", "{\"a\":1,\"a\":2}", "\0")) {
            int status = send(method, path, body, AUTHORISED, AS_JSON).status();
            // A rule that is not there is told before what is wrong with the new one.
            assertTrue(status == 400 || status == 404, route + " " + body + ": " + status);
          }
          isProblem(
              route, 415, send(method, path, GoodRequest.of(route).body(), AUTHORISED, "Content-Type: text/plain"));
          String huge = "{\"a\":\"" + "x".repeat(300 * 1024) + "\"}";
          int status = send(method, path, huge, AUTHORISED, AS_JSON).status();
          assertTrue(status == 413 || status == 404, route + " huge: " + status);
        });
  }

  @Test
  void aHostileQueryIsRefusedOrPassedOver() throws Exception {
    forEach(
        route -> !changes(route) && !route.endsWith(" /api/events"),
        (route, path) -> {
          String plain = path.replaceFirst("\\?.*", "");
          isProblem(route, 400, send("GET", plain + "?a=" + "x".repeat(9000), ""));
          isProblem(route, 400, send("GET", plain + "?a=1&a=2", ""));
          isProblem(route, 400, send("GET", plain + "?" + "&x".repeat(40), ""));
          assertEquals(400, send("GET", plain + "?a=%zz", "").status(), route);
          assertTrue(send("GET", plain + "?a=%00%ff%0d%0aX:%20y", "").status() < 500, route);
        });
    for (String query :
        List.of(
            "start=99999999999999999999",
            "end=-1",
            "duration=1e9",
            "step=0",
            "duration=1000000&step=1",
            "start=5&end=5")) {
      isProblem(query, 400, send("GET", "/api/metrics/history/gpu?" + query, ""));
    }
    isProblem("a GPU", 404, send("GET", "/api/metrics/history/gpu?gpu=%22%7D%20or%20up", ""));
  }

  @Test
  void aHostilePathIsNothing() throws Exception {
    for (String path :
        List.of(
            "/..%2f..%2fetc/passwd",
            "/assets/../../etc/passwd",
            "/api/slurm/jobs/%2e%2e",
            "/api/slurm/jobs/2%0a",
            "/api/metrics/gpu/" + "x".repeat(5000),
            "/api//metrics/current",
            "/API/METRICS/CURRENT")) {
      Answer answer = send("GET", path, "");
      // What the server itself takes for no path is 400.
      isProblem(path, answer.status() == 400 ? 400 : 404, answer);
    }
  }

  @Test
  void noStreamIsHeldForAnotherSitesPage() throws Exception {
    // What is to be shown on desktops nobody in particular is told, over TCP.
    String desktops = "/api/events?topics=notification";
    assertEquals(401, send("GET", desktops, "").status());
    for (String path : List.of("/api/events", desktops)) {
      for (String header :
          List.of(
              "Sec-Fetch-Site: cross-site",
              "Sec-Fetch-Site: same-site",
              "Origin: http://evil.example",
              "Origin: null")) {
        isProblem(path + " " + header, 403, send("GET", path, "", AUTHORISED, header));
      }
      assertEquals(
          200,
          send(
                  "GET",
                  path,
                  "",
                  AUTHORISED,
                  "Sec-Fetch-Site: same-origin",
                  "Origin: http://localhost")
              .status());
      assertEquals(200, send("GET", path, "", AUTHORISED, "Sec-Fetch-Site: none").status());
    }
  }

  @Test
  void isDescribed() throws Exception {
    JsonNode paths = description().at("/paths");
    TreeSet<String> described = new TreeSet<>();
    paths.properties().forEach(
        path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(
                    method -> {
                      if (!method.equals("parameters")) {
                        described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                      }
                    }));
    TreeSet<String> routes = new TreeSet<>(routes());
    // The page is for browsers, and describes itself.
    routes.removeIf(route -> route.equals("GET /") || route.startsWith("GET /assets/"));
    assertEquals(routes, described);
  }

  private JsonNode description() throws Exception {
    JsonNode description = JSON.readTree(send("GET", "/api/openapi.json", "").body());
    assertEquals("3.1.0", description.at("/openapi").asText());
    return description;
  }

  @Test
  void answersHaveWhatIsDescribed() throws Exception {
    JsonNode description = description();
    for (String route : routes()) {
      Answer answer = asItShouldBe(route);
      String path = route.substring(route.indexOf(' ') + 1);
      JsonNode operation =
          description
              .at("/paths")
              .path(path)
              .path(method(route).toLowerCase(java.util.Locale.ROOT));
      if (operation.isMissingNode()) {
        continue;
      }
      JsonNode told = operation.path("responses").path(Integer.toString(answer.status()));
      assertTrue(told.isObject(), route + " does not say that it answers " + answer.status());
      JsonNode schema = told.at("/content/application~1json/schema");
      if (schema.isObject()) {
        new SchemaCheck(description).check(route, schema, JSON.readTree(answer.body()));
      }
      if (!GoodRequest.of(route).body().isEmpty()) {
        assertTrue(operation.has("requestBody"), route);
      }
    }
  }
}
