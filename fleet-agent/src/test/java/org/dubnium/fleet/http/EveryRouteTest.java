package org.dubnium.fleet.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.dubnium.dbus.testing.FakeDelegation;
import org.dubnium.fleet.http.WholeApi.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route, with what is right and what is wrong, and its description. */
class EveryRouteTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AUTHORISED = "Authorization: Bearer " + WholeApi.TOKEN;
  private static final String AS_JSON = "Content-Type: application/json";
  private static final String RULE =
      "{\"name\":\"hot\",\"metric\":\"gpu_temperature\",\"condition\":\"gt\",\"threshold\":85}";

  /** What a route answers when it is asked as it should be; an id stands for a rule's. */
  private record Good(String path, String body, int status) {}

  private static final Map<String, Good> GOOD =
      Map.ofEntries(
          good("GET /", "/", "", 200),
          good("GET /assets/{version}/{folder}/{file}", "/assets/0/core/none.js", "", 404),
          good("GET /api/session", "/api/session", "", 200),
          good(
              "POST /api/session", "/api/session", "{\"token\":\"" + WholeApi.TOKEN + "\"}", 201),
          good("DELETE /api/session", "/api/session", "", 204),
          good("GET /api/metrics/current", "/api/metrics/current", "", 200),
          good("GET /api/metrics/gpu/{nodeId}", "/api/metrics/gpu/gpu-1", "", 200),
          good("GET /api/metrics/slurm", "/api/metrics/slurm", "", 200),
          good("GET /api/metrics/history", "/api/metrics/history", "", 200),
          good(
              "GET /api/metrics/history/gpu",
              "/api/metrics/history/gpu?nodeId=gpu-1&gpu=0&step=60",
              "",
              200),
          good("GET /api/metrics/history/slurm", "/api/metrics/history/slurm", "", 200),
          good("GET /api/cluster/status", "/api/cluster/status", "", 200),
          good("GET /api/cluster/nodes", "/api/cluster/nodes", "", 200),
          good("GET /api/alerts", "/api/alerts", "", 200),
          good("POST /api/alerts", "/api/alerts", RULE, 201),
          good("GET /api/alerts/{id}", "/api/alerts/ID", "", 200),
          good("PUT /api/alerts/{id}", "/api/alerts/ID", "{\"threshold\":90}", 200),
          good("DELETE /api/alerts/{id}", "/api/alerts/ID", "", 204),
          good("GET /api/alerts/events/history", "/api/alerts/events/history?limit=5", "", 200),
          good("GET /api/alerts/events/firing", "/api/alerts/events/firing", "", 200),
          good(
              "POST /api/alerts/events/{id}/acknowledge",
              "/api/alerts/events/00000000-0000-4000-8000-000000000000/acknowledge",
              "",
              404),
          good("GET /api/mode", "/api/mode", "", 200),
          good("POST /api/mode", "/api/mode", "{\"mode\":\"compute\"}", 202),
          good("GET /api/mode/explain", "/api/mode/explain?mode=compute", "", 200),
          good("GET /api/mode/jobs/{id}", "/api/mode/jobs/9", "", 404),
          good("GET /api/slurm/jobs", "/api/slurm/jobs", "", 200),
          good("POST /api/slurm/jobs", "/api/slurm/jobs", "{\"wrap\":\"id\"}", 201),
          good("GET /api/slurm/jobs/{id}", "/api/slurm/jobs/2", "", 200),
          good("DELETE /api/slurm/jobs/{id}", "/api/slurm/jobs/2", "", 204),
          good("GET /api/slurm/nodes", "/api/slurm/nodes", "", 200),
          good(
              "POST /api/slurm/nodes/{node}/drain",
              "/api/slurm/nodes/vm/drain",
              "{\"reason\":\"loud\"}",
              204),
          good("POST /api/slurm/nodes/{node}/resume", "/api/slurm/nodes/vm/resume", "", 204),
          good("GET /api/events", "/api/events", "", 200),
          good("GET /api/openapi.json", "/api/openapi.json", "", 200),
          good("GET /metrics", "/metrics", "", 200),
          good("GET /healthz", "/healthz", "", 200),
          good("GET /readyz", "/readyz", "", 200));

  @TempDir private Path directory;

  private WholeApi api;

  private static Map.Entry<String, Good> good(String route, String path, String body, int status) {
    return Map.entry(route, new Good(path, body, status));
  }

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

  private static Good row(String route) {
    Good good = GOOD.get(route);
    if (good == null) {
      throw new AssertionError("no row for " + route + ": say what it answers");
    }
    return good;
  }

  private Answer asItShouldBe(String route) throws Exception {
    Good good = row(route);
    String path = good.path();
    if (path.contains("ID")) {
      Answer made = send("POST", "/api/alerts", RULE, AUTHORISED, AS_JSON);
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
        check.of(route, row(route).path().replace("ID", "no-such-rule"));
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
    assertEquals(new TreeSet<>(routes()), new TreeSet<>(GOOD.keySet()));
    for (String route : routes()) {
      Answer answer = asItShouldBe(route);
      assertEquals(row(route).status(), answer.status(), route + ": " + answer.body());
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
    for (String how : List.of(TICKET, row("POST /api/session").body())) {
      String[] begun = session(send("POST", "/api/session", how, AS_JSON));
      forEach(
          route -> changes(route) && !route.endsWith(" /api/session"),
          (route, path) -> {
            Answer answer = send(method(route), path, row(route).body(), begun);
            assertTrue(answer.status() < 300 || answer.status() == 404, route + answer.body());
          });
    }
  }

  @Test
  void aSessionWhoseDelegationIsOverChangesNothing() throws Exception {
    String[] begun = session(send("POST", "/api/session", TICKET, AS_JSON));
    api.service.delegation.end();
    forEach(
        route -> changes(route) && !route.endsWith(" /api/session") && !route.equals("POST /api/mode"),
        (route, path) -> isProblem(route, 401, send(method(route), path, row(route).body(), begun)));
    assertTrue(
        send("GET", "/api/session", "", begun).body().contains("\"person\":null"), "it ended");
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
        route -> !row(route).body().isEmpty(),
        (route, path) -> {
          String method = method(route);
          for (String body : List.of("{", "[]", "7", "null", "{} {}", "{\"a\":1,\"a\":2}", "\0")) {
            int status = send(method, path, body, AUTHORISED, AS_JSON).status();
            // A rule that is not there is told before what is wrong with the new one.
            assertTrue(status == 400 || status == 404, route + " " + body + ": " + status);
          }
          isProblem(
              route, 415, send(method, path, row(route).body(), AUTHORISED, "Content-Type: text/plain"));
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
        new Described(description).check(route, schema, JSON.readTree(answer.body()));
      }
      if (!row(route).body().isEmpty()) {
        assertTrue(operation.has("requestBody"), route);
      }
    }
  }
}
