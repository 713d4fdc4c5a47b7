package org.dubnium.fleet.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dubnium.dbus.testing.TestService;
import org.dubnium.dbus.transport.BusAddress;
import org.dubnium.fleet.host.HostBus;
import org.dubnium.fleet.host.HostUnavailable;
import org.dubnium.fleet.host.ModeController;
import org.junit.jupiter.api.AfterEach;
import org.dubnium.fleet.listen.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From HTTP to the contract's own service on a private bus. */
class ModeRoutesTest {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final TestService service;
  private final HostBus bus;
  private final TestApi api;
  private volatile boolean loggedIn = true;

  ModeRoutesTest() throws Exception {
    service = new TestService();
    bus = new HostBus(BusAddress.of(service.bus.address()), threads, () -> {});
    Router router = new Router();
    new ModeRoutes(new ModeController(bus), this::session).addTo(router);
    api = new TestApi(router);
  }

  @AfterEach
  void stop() throws IOException {
    api.close();
    bus.close();
    service.close();
    threads.shutdownNow();
  }

  private Optional<String> session(Peer peer) throws HostUnavailable {
    assertTrue(((Peer.Network) peer).remote().getAddress().isLoopbackAddress());
    if (!loggedIn) {
      throw new HostUnavailable(
          "org.freedesktop.DBus.Error.AccessDenied",
          "cannot ask in the name of uid 1000",
          new IllegalStateException());
    }
    return Optional.of("c2");
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
        api.send("POST", "/api/mode", "{\"mode\":\"compute\",\"reason\":\"night run\"}");
    assertEquals(202, answer.statusCode());
    String job = answer.headers().firstValue("Location").orElse("");
    assertEquals("/api/mode/jobs/1", job);
    assertEquals(200, api.send("GET", job, "").statusCode());
    assertTrue(service.controller.seen.getFirst().contains("night run"));
    assertTrue(service.controller.seen.getFirst().contains("Optional[c2]"), "in whose name");
  }

  @Test
  void whoIsNotLoggedInIsRefused() throws Exception {
    loggedIn = false;
    HttpResponse<String> answer = api.send("POST", "/api/mode", "{\"mode\":\"compute\"}");
    assertEquals(403, answer.statusCode());
    assertTrue(answer.body().contains("cannot ask in the name of"), answer.body());
    assertTrue(service.controller.seen.isEmpty());
    assertEquals(200, api.send("GET", "/api/mode/explain?mode=compute", "").statusCode());
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
