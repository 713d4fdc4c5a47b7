package org.dubnium.fleet.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dubnium.bus.transport.BusAddress;
import org.dubnium.dbus.testing.TestService;
import org.dubnium.fleet.host.HostBus;
import org.dubnium.fleet.host.ModeController;
import org.dubnium.fleet.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From HTTP to the contract's own service on a private bus. */
class ModeRoutesTest {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final TestService service;
  private final HostBus bus;
  private final TestApi api;

  ModeRoutesTest() throws Exception {
    service = new TestService();
    bus = new HostBus(BusAddress.of(service.bus.address()), threads, () -> {});
    api =
        new TestApi(
            access -> {
              Router router = new Router();
              new ModeRoutes(new ModeController(bus), access).addTo(router);
              return router;
            });
  }

  @AfterEach
  void stop() throws IOException {
    api.close();
    bus.close();
    service.close();
    threads.shutdownNow();
  }

  @Test
  void showsAndExplainsTheMode() throws Exception {
    JsonNode state = new ObjectMapper().readTree(api.send("GET", "/api/mode", "").body());
    assertEquals("desktop", state.at("/CurrentMode").asText());
    JsonNode explained =
        new ObjectMapper().readTree(api.send("GET", "/api/mode/explain?mode=compute", "").body());
    assertEquals("challenge", explained.at("/allowed").asText());
    assertEquals("audio-idle", explained.at("/guards/0/name").asText());
  }

  @Test
  void asksForAModeAndNamesTheJob() throws Exception {
    HttpResponse<String> answer =
        api.send(
            api.asAlice(api.to("/api/mode"))
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"mode\":\"compute\",\"reason\":\"night run\"}")));
    assertEquals(202, answer.statusCode());
    String job = answer.headers().firstValue("Location").orElse("");
    assertEquals("/api/mode/jobs/1", job);
    assertEquals(200, api.send("GET", job, "").statusCode());
    assertTrue(service.controller.seen.getFirst().contains("night run"));
    assertTrue(
        service.controller.seen.getFirst().contains(FakeDelegations.ALICE.secret()),
        "in whose name");
    assertEquals(List.of(), api.delegations.asked, "the controller checks with the request");
  }

  @Test
  void whoHasTheTokenIsNobodyInParticular() throws Exception {
    assertEquals(202, api.send("POST", "/api/mode", "{\"mode\":\"compute\"}").statusCode());
    assertTrue(service.controller.seen.getFirst().contains("Optional.empty"));
  }

  @Test
  void nobodyInParticularIsRefused() throws Exception {
    HttpResponse<String> answer =
        api.send(
            api.to("/api/mode")
                .POST(HttpRequest.BodyPublishers.ofString("{\"mode\":\"compute\"}")));
    assertEquals(401, answer.statusCode());
    assertTrue(answer.body().contains("fleet open"), answer.body());
    assertTrue(service.controller.seen.isEmpty());
    assertEquals(200, api.send(api.to("/api/mode/explain?mode=compute").GET()).statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /api/mode         | {\"mode\":\"nowhere\"} | 404",
        "POST | /api/mode         | {}                     | 400",
        "POST | /api/mode         | {\"mode\":7}         | 400",
        "GET  | /api/mode/explain | ''                     | 400",
        "GET  | /api/mode/jobs/9  | ''                     | 404",
        "GET  | /api/mode/jobs/x  | ''                     | 404",
      })
  void saysWhyNot(String method, String path, String body, int status) throws Exception {
    assertEquals(status, api.send(method, path, body).statusCode());
  }

  @Test
  void withoutAModeControllerItIsUnavailable() throws Exception {
    service.bus.kill();
    assertEquals(503, api.send("GET", "/api/mode", "").statusCode());
  }
}
