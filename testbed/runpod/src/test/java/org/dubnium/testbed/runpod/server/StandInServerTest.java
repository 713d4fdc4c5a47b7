package org.dubnium.testbed.runpod.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.dubnium.testbed.runpod.ContractCheck;
import org.dubnium.testbed.runpod.Operation;
import org.dubnium.testbed.runpod.StandInAnswer.Response;
import org.dubnium.testbed.runpod.StandInRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class StandInServerTest {

  private static final String POD =
      """
      {"name":"worker","image":"vllm/vllm-openai:v0.11.2","gpu":{"id":"NVIDIA A40","count":2},
       "ports":["8000/http"],"args":"--model qwen --api-key secret"}\
      """;

  private final StandInServer server;
  private final Caller caller;

  StandInServerTest() throws IOException {
    server = new StandInServer(ServerOptions.parse("--limits", "none"));
    caller = caller(server);
  }

  @BeforeEach
  void nothingIsThere() throws Exception {
    assertEquals(0, caller.json(200, "GET", "/v2/pods", "").path("pods").size());
  }

  @AfterEach
  void end() {
    caller.close();
    server.close();
  }

  @Test
  void aReadyPodAnswersProbesMetricsAndModels() throws Exception {
    String id = create();
    advance(300);
    JsonNode port = caller.json(200, "GET", "/v2/pods/" + id, "").at("/runtime/ports/0");
    order("console/load", "{\"pod\":\"" + id + "\",\"percent\":73}");
    try (Caller pod = new Caller(port.path("ip").asText(), port.path("public").asInt())) {
      assertEquals(200, pod.send("GET", "/health", "").statusCode());
      assertTrue(pod.send("GET", "/metrics", "").body().lines().anyMatch(this::isUtilization));
      assertEquals(401, pod.send("GET", "/v1/models", "").statusCode());
      caller.json(200, "POST", "/v2/pods/" + id + "/action", "{\"action\":\"stop\"}");
      assertThrows(IOException.class, () -> pod.send("GET", "/health", ""));
    }
  }

  private boolean isUtilization(String line) {
    return line.startsWith("DCGM_FI_DEV_GPU_UTIL{gpu=\"1\"") && line.endsWith(" 73");
  }

  @Test
  void aSilentPodIsRunningAndAnswersNobody() throws Exception {
    order("faults", "{\"pods\":[[\"SERVICE_SILENT\"]]}");
    String id = create();
    advance(300);
    JsonNode pod = caller.json(200, "GET", "/v2/pods/" + id, "");
    assertEquals("RUNNING", pod.path("status").asText());
    JsonNode port = pod.at("/runtime/ports/0");
    try (Caller service = new Caller(port.path("ip").asText(), port.path("public").asInt())) {
      assertThrows(IOException.class, () -> service.send("GET", "/health", ""));
    }
  }

  @Test
  void anAnswerIsLostAfterTheCreateTookEffect() throws Exception {
    order(
        "faults",
        "{\"next\":{\"createPod\":[\"BROKEN_AFTER_EFFECT\",\"TIMED_OUT_AFTER_EFFECT\"]}}");
    assertThrows(IOException.class, () -> caller.send("POST", "/v2/pods", POD));
    var waits = caller.request("POST", "/v2/pods", POD, Duration.ofMillis(500));
    assertThrows(
        HttpTimeoutException.class,
        () -> caller.client.send(waits, HttpResponse.BodyHandlers.ofString()));
    JsonNode history = caller.json(200, "GET", "/stand-in/history", "");
    assertEquals(2, history.at("/maxConcurrent/worker").asInt());
    assertEquals(1.6, history.path("maxCostPerHour").asDouble(), 1e-9);
  }

  @Test
  void anAnswerIsTooLarge() throws Exception {
    order("faults", "{\"every\":{\"listPods\":\"TOO_LARGE\"}}");
    HttpResponse<InputStream> answer =
        caller.client.send(
            caller.request("GET", "/v2/pods", "", Caller.DEADLINE),
            HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      assertTrue(answer.headers().firstValueAsLong("Content-Length").orElse(0) > 100_000_000);
      assertEquals("{\"pods\":[]}", new String(body.readNBytes(11), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aLogIsFollowed() throws Exception {
    String id = create();
    HttpResponse<InputStream> answer =
        caller.client.send(
            caller.request("GET", "/v2/pods/" + id + "/logs?source=container", "", Caller.DEADLINE),
            HttpResponse.BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      for (String line : List.of("one", "two", "three")) {
        order("console/log", "{\"pod\":\"%s\",\"line\":\"%s\"}".formatted(id, line));
        assertTrue(next(lines).contains("\"line\":\"" + line + "\""));
      }
    }
  }

  private static String next(BufferedReader lines) throws IOException {
    String line = "";
    while (line != null && !line.startsWith("data: ")) {
      line = lines.readLine();
    }
    return String.valueOf(line);
  }

  @Test
  void othersActInTheAccount() throws Exception {
    String theirs = order("console/create", "{\"name\":\"theirs\"}").path("id").asText();
    String id = create();
    order("console/stop", "{\"pod\":\"" + theirs + "\"}");
    order("console/terminate", "{\"pod\":\"" + id + "\"}");
    JsonNode pods = caller.json(200, "GET", "/stand-in/pods", "").path("pods");
    assertEquals(1, pods.size());
    assertEquals("EXITED", pods.at("/0/status").asText());
    assertTrue(pods.at("/0/foreign").asBoolean());
    order("console/free", "{\"gpu\":\"NVIDIA A40\",\"free\":0}");
    caller.json(400, "POST", "/v2/pods", POD);
    order("keys", "{\"rights\":\"REVOKED\"}");
    caller.json(401, "GET", "/v2/pods", "");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "POST, advance, {}",
        "POST, faults, {\"next\":{\"createPod\":\"BOGUS\"}}",
        "POST, faults, {",
        "POST, keys, {\"rights\":\"SOME\"}",
        "POST, console/stop, {\"pod\":\"none\"}",
        "POST, console/dance, {}",
        "GET, none, ``",
      })
  void anOrderIsNotUnderstood(String method, String path, String body) throws Exception {
    assertTrue(caller.json(400, method, "/stand-in/" + path, body).path("error").isTextual());
  }

  @Test
  void faultsAreTakenBack() throws Exception {
    order("faults", "{\"chances\":{\"UNAUTHORIZED\":1,\"EXITS\":0.5},\"outage\":{\"seconds\":5}}");
    assertThrows(IOException.class, () -> caller.send("GET", "/v2/pods", ""));
    advance(5);
    caller.json(401, "GET", "/v2/pods", "");
    caller.json(200, "DELETE", "/stand-in/faults", "");
    caller.json(200, "GET", "/v2/pods", "");
  }

  @Test
  void aWrongAnswerIsADefect() throws Exception {
    ContractCheck never =
        new ContractCheck() {
          @Override
          public List<String> violations(Operation operation, StandInRequest request) {
            return List.of();
          }

          @Override
          public List<String> violations(Operation operation, Response answer) {
            return List.of("wrong by decree");
          }
        };
    try (var defective = new StandInServer(ServerOptions.parse(), never);
        var other = caller(defective)) {
      assertEquals(
          "stand-in defect", other.json(500, "GET", "/v2/pods", "").path("title").asText());
      assertTrue(
          other
              .json(200, "GET", "/stand-in/defects", "")
              .at("/defects/0")
              .asText()
              .contains("wrong by decree"));
    }
  }

  private static Caller caller(StandInServer server) {
    return new Caller("127.0.0.1", server.address().getPort());
  }

  private String create() throws Exception {
    return caller.json(201, "POST", "/v2/pods", POD).path("id").asText();
  }

  private void advance(long seconds) throws Exception {
    order("advance", "{\"seconds\":" + seconds + "}");
  }

  private JsonNode order(String path, String body) throws Exception {
    return caller.json(200, "POST", "/stand-in/" + path, body);
  }
}
