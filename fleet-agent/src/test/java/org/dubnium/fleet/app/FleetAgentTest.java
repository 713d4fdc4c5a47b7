package org.dubnium.fleet.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole agent, without a mode controller: what it does when its configuration changes. */
@Timeout(60)
class FleetAgentTest {

  private static final String BASE =
      """
      "listen": { "port": 0, "socket": null }, "host": { "enabled": false, "node": "ws" },
      "slurm": { "enabled": false }, "polling": { "interval": "1s", "deadline": "500ms" }
      """;

  /** A port that nobody listens on: the node does not answer. */
  private static final String DEAD =
      "\"nodes\": { \"dead\": { \"urls\": [\"http://127.0.0.1:9/metrics\"] } }";

  private static final String GONE =
      """
      {"name": "gone", "metric": "node_unreachable", "condition": "gte", "threshold": 1, "duration": 0}
      """;

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private FleetAgent agent;

  @BeforeEach
  void start() throws Exception {
    Files.createDirectory(directory.resolve("state"));
    Files.createDirectory(directory.resolve("credentials"));
    configure("{" + BASE + "}");
    Options options =
        Options.parse(
            List.of(
                "--defaults", "src/main/dist/fleet-agent.json",
                "--config", directory.resolve("fleet-agent.json").toString(),
                "--state-dir", directory.resolve("state").toString(),
                "--credentials", directory.resolve("credentials").toString(),
                "--bus", "unix:path=" + directory.resolve("no-bus")),
            Map.of());
    agent = FleetAgent.wire(options, Settings.load(options));
  }

  @AfterEach
  void stop() {
    client.close();
    agent.stop();
  }

  private void configure(String text) throws IOException {
    Files.writeString(directory.resolve("fleet-agent.json"), text);
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + agent.address().getPort() + path))
        .build();
  }

  private JsonNode get(String path) throws Exception {
    return new ObjectMapper()
        .readTree(client.send(request(path), HttpResponse.BodyHandlers.ofString()).body());
  }

  private BufferedReader listen(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(request(path), (name, value) -> true)
            .header("Authorization", "Bearer a-token-of-some-length")
            .build();
    HttpResponse<InputStream> events =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertEquals(200, events.statusCode());
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8));
    assertEquals("retry: 3000", lines.readLine());
    return lines;
  }

  /** The data of the next event of that name. */
  private static JsonNode next(BufferedReader lines, String name) throws Exception {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                String line = lines.readLine();
                while (!line.equals("event: " + name)) {
                  line = lines.readLine();
                }
                return new ObjectMapper().readTree(lines.readLine().substring("data: ".length()));
              } catch (IOException gone) {
                throw new UncheckedIOException("the events ended", gone);
              }
            })
        .get(30, TimeUnit.SECONDS);
  }

  @Test
  void aReloadBringsNodesAndEndsNoEvents() throws Exception {
    BufferedReader events = listen("/api/events");
    configure("{" + BASE + "," + DEAD + "}");
    assertEquals("reloaded", agent.reload());
    JsonNode node = next(events, "nodes");
    assertEquals("dead", node.path("nodeId").textValue());
    configure("{" + BASE + "}");
    assertEquals("reloaded", agent.reload());
    assertTrue(next(events, "nodes").path("removed").booleanValue());
    events.close();
  }

  @Test
  void aBrokenConfigurationIsRefusedAsAWhole() throws Exception {
    BufferedReader events = listen("/api/events");
    configure("{" + BASE + "," + DEAD + ", \"notifications\": { \"channels\": { \"desktop\": null,"
        + " \"chat\": { \"type\": \"slack\" } } } }");
    String status = agent.reload();
    assertTrue(
        status.startsWith("not reloaded, what was in force stays: " + directory), status);
    assertTrue(status.contains("without the credential 'slack-webhook'"), status);
    assertEquals(0, get("/api/cluster/nodes").size());
    configure("{ \"listen\": 8080, \"nodes\": [] }");
    status = agent.reload();
    assertTrue(status.endsWith(" more)"), status);
    assertTrue(next(events, "metrics").has("nodes"), "the events go on");
    events.close();
  }

  @Test
  void whatTakesARestartIsNamed() throws Exception {
    configure("{ \"listen\": { \"port\": 1 }, \"host\": { \"node\": \"other\" } }");
    assertEquals(
        "reloaded, but for host, listen, polling, slurm: in force with the next start",
        agent.reload());
  }

  @Test
  void aNewTokenHoldsFromTheReloadOn() throws Exception {
    HttpRequest change =
        HttpRequest.newBuilder(request("/api/alerts"), (name, value) -> true)
            .header("Authorization", "Bearer new-token-of-some-length")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    assertEquals(401, client.send(change, HttpResponse.BodyHandlers.discarding()).statusCode());
    Files.writeString(
        directory.resolve("credentials").resolve("api-token"), "new-token-of-some-length\n");
    agent.reload();
    assertEquals(400, client.send(change, HttpResponse.BodyHandlers.discarding()).statusCode());
  }

  @Test
  void whoFollowsNotificationsIsToldOfAlerts() throws Exception {
    Files.writeString(
        directory.resolve("credentials").resolve("api-token"), "a-token-of-some-length");
    configure("{" + BASE + "," + DEAD + "}");
    agent.reload();
    var _ = change("POST", "/api/alerts", GONE);
    BufferedReader notifications = listen("/api/events?topics=notification");
    JsonNode shown = next(notifications, "notification");
    assertEquals("fired", shown.path("kind").textValue());
    assertEquals("critical", shown.path("severity").textValue());
    assertEquals("[FIRING] gone: dead", shown.path("title").textValue());
    notifications.close();
  }

  private JsonNode change(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(request(path), (name, value) -> true)
            .header("Authorization", "Bearer a-token-of-some-length")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return new ObjectMapper()
        .readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  @Test
  void changesOfRulesAndAcknowledgementsAreToldToAll() throws Exception {
    Files.writeString(
        directory.resolve("credentials").resolve("api-token"), "a-token-of-some-length");
    configure("{" + BASE + "," + DEAD + "}");
    agent.reload();
    BufferedReader events = listen("/api/events");
    String rule = change("POST", "/api/alerts", GONE).path("id").textValue();
    assertTrue(next(events, "alerts").path("rules").booleanValue());
    JsonNode fired = next(events, "alerts");
    assertEquals("dead", fired.path("nodeId").textValue());
    String id = fired.path("id").textValue();
    change("POST", "/api/alerts/events/" + id + "/acknowledge", "{}");
    JsonNode acknowledged = next(events, "alerts");
    assertEquals(id, acknowledged.path("id").textValue());
    assertTrue(acknowledged.path("acknowledgedAt").isTextual());
    change("PUT", "/api/alerts/" + rule, "{\"name\":\"away\"}");
    assertTrue(next(events, "alerts").path("rules").booleanValue());
    change("DELETE", "/api/alerts/" + rule, "");
    assertTrue(next(events, "alerts").path("rules").booleanValue());
    events.close();
  }

  @Test
  void anotherTopicIsRefused() throws Exception {
    assertEquals(
        400,
        client
            .send(request("/api/events?topics=all"), HttpResponse.BodyHandlers.discarding())
            .statusCode());
  }
}
