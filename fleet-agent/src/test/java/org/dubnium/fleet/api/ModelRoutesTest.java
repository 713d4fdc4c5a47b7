package org.dubnium.fleet.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.client.ModelsClient;
import org.dubnium.dbus.contract.ModelServerInfo;
import org.dubnium.dbus.testing.TestService;
import org.dubnium.fleet.model.ServerControl;
import org.dubnium.fleet.service.Models;
import org.dubnium.fleet.service.RecordedChanges;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From HTTP to the contract's own service on a private bus. */
class ModelRoutesTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final HostApi host;
  private final TestService service;
  private final TestApi api;

  ModelRoutesTest() throws Exception {
    host =
        new HostApi(
            (router, bus, questions) -> {
              Models models =
                  new Models(
                      new ModelsClient(bus, LONG),
                      new ServerControl(Optional.empty(), LONG, Runnable::run),
                      new RecordedChanges());
              ModeControllerClient controller = new ModeControllerClient(bus, LONG);
              new ModelRoutes(models, controller, questions).addTo(router);
              new ModeRoutes(controller, questions).addTo(router);
            });
    service = host.service;
    api = host.api;
  }

  @AfterEach
  void stop() throws IOException {
    host.close();
  }

  private HttpResponse<String> selectAsAlice(String name, String body) throws Exception {
    return api.send(
        api.asAlice(api.to("/api/models/" + name + "/select"))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  void tellsOfModelsAndTheirServer() throws Exception {
    service.models.serve(
        new ModelServerInfo(
            "small",
            "loading",
            "load-weights",
            3,
            8,
            Optional.of(Instant.ofEpochSecond(1_700_000_000L)),
            Optional.empty(),
            Duration.ofSeconds(130),
            "",
            "",
            List.of(),
            List.of()));
    String server =
        """
        {"model":"small","state":"loading","phase":"load-weights","done":3,"total":8,\
        "since":"2023-11-14T22:13:20Z","phaseSince":null,"typicalSeconds":130.0,"cause":null,\
        "message":null,"lines":[],"strays":[]}""";
    assertEquals(
        """
        {"models":[{"name":"small","path":"/var/lib/dubnium/models/small","bytes":8589934592,\
        "files":7,"selected":true,"served":false,"architecture":"LlamaForCausalLM",\
        "verification":"verified","verifiedAt":"2023-11-14T22:13:20Z","problem":null,\
        "fit":{"unavailable":"no GPU answers"}}],"selected":"small","server":"""
            + server
            + "}",
        api.send("GET", "/api/models", "").body());
    assertEquals(server, api.send("GET", "/api/models/server", "").body());
  }

  @Test
  void explainsWhatASelectionTakes() throws Exception {
    JsonNode explained =
        new ObjectMapper().readTree(api.send("GET", "/api/models/small/explain", "").body());
    assertEquals("select-model", explained.at("/steps/0/kind").asText());
    assertEquals(90_000_000, explained.at("/typical-duration").asLong());
  }

  @Test
  void selectsInSomebodysNameAndNamesTheJob() throws Exception {
    HttpResponse<String> answer = selectAsAlice("small", "{\"reason\":\"a try\"}");
    assertEquals(202, answer.statusCode(), answer.body());
    String job = answer.headers().firstValue("Location").orElse("");
    assertEquals(api.send("GET", job, "").body(), answer.body());
    String seen = service.models.seen.getFirst();
    assertTrue(seen.startsWith("Select small "), seen);
    assertTrue(seen.contains("a try"), seen);
    assertTrue(seen.contains("Optional[" + FakeDelegations.ALICE.secret() + "]"), seen);
    assertTrue(seen.endsWith(" true"), "somebody may be asked for a password");
    assertEquals(List.of(), api.delegations.asked, "the controller checks with the request");
  }

  @Test
  void whereNoServerRunsTheModelIsSelectedAtOnce() throws Exception {
    service.models.stopServer();
    HttpResponse<String> answer = selectAsAlice("small", "{}");
    assertEquals(200, answer.statusCode());
    assertEquals("{\"selected\":\"small\"}", answer.body());
  }

  @Test
  void anAnonymousCallerSelectsNothing() throws Exception {
    HttpResponse<String> answer =
        api.send(api.to("/api/models/small/select").POST(HttpRequest.BodyPublishers.ofString("{}")));
    assertEquals(401, answer.statusCode());
    assertTrue(service.models.seen.isEmpty());
    assertEquals(200, api.send(api.to("/api/models/small/explain").GET()).statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /api/models/none/select  | {}                | 404",
        "GET  | /api/models/none/explain | ''                | 404",
        "POST | /api/models/small/select | {\"reason\":7}    | 400",
        "POST | /api/models/small/select | []                | 400",
        "POST | /api/models/server/sleep | {}                | 400",
        "POST | /api/models/server/sleep | {\"level\":3}     | 400",
        "POST | /api/models/server/sleep | {\"level\":\"1\"} | 400",
        "POST | /api/models/server/sleep | {\"level\":1}     | 404",
        "POST | /api/models/server/wake  | ''                | 404",
      })
  void saysWhyNot(String method, String path, String body, int status) throws Exception {
    HttpResponse<String> answer = api.send(method, path, body);
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("\"error\":\"cannot "), answer.body());
  }

  @Test
  void withoutAModeControllerItIsUnavailable() throws Exception {
    service.bus.kill();
    assertEquals(503, api.send("GET", "/api/models", "").statusCode());
    assertEquals(503, api.send("GET", "/api/models/server", "").statusCode());
  }
}
