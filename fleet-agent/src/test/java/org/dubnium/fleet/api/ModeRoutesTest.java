package org.dubnium.fleet.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.testing.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From HTTP to the contract's own service on a private bus. */
class ModeRoutesTest {

  private final HostApi host;
  private final TestService service;
  private final TestApi api;

  ModeRoutesTest() throws Exception {
    host =
        new HostApi(
            (router, bus, questions) ->
                new ModeRoutes(new ModeControllerClient(bus, Duration.ofMinutes(1)), questions)
                    .addTo(router));
    service = host.service;
    api = host.api;
  }

  @AfterEach
  void stop() throws IOException {
    host.close();
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

  /** The API shows the contract's own keys and values, in its order. */
  @Test
  void answersWithWhatTheContractSays() throws Exception {
    String transition =
        """
        {"id":"t1","requested":"compute","model":"large","former-model":"small","from":"desktop","to":"compute","outcome":"committed",\
        "code":"none","message":"","started":1700000000000000,"finished":1700000000000000,\
        "uid":1000,"condition":"settled"}""";
    assertEquals(
        """
        {"CurrentMode":"desktop","Condition":"settled","DesiredMode":"desktop",\
        "BootMode":"desktop","Conflicts":[],"Degradations":[{"clause":"graphics",\
        "expected":"required","observed":"absent","repair":"gave-up","attempts":5,\
        "message":"it does not start"}],"Modes":[{"name":"desktop","overlay":"",\
        "target":"desktop.target","rank":1}],"ActiveJob":"/","LastTransition":"""
            + transition
            + """
            ,"Holds":[{"cookie":1,"mode":"","direction":"any","kind":"block","who":"test",\
            "why":"because","uid":0,"pid":0,"since":1700000000000000}],\
            "ObservedAt":1700000000000000,"Version":"0.1.0","ApiVersion":1}""",
        api.send("GET", "/api/mode", "").body());
    assertEquals(
        """
        {"from":"desktop","to":"compute","route":["desktop","compute"],"steps":[{"index":1,\
        "kind":"start-unit","subject":"compute.target","deadline":90000000,\
        "undo":"start-unit x"}],"guards":[{"name":"audio-idle","verdict":"deny",\
        "code":"pcm-running","message":"cannot leave: playing","bypassable":false,\
        "bypassed":false,"evidence":["card0/pcm0p"],"params":{"streams":1}}],\
        "ends":[{"kind":"session","name":"3","detail":"alice on seat0"}],"gpu-fit":{},\
        "typical-duration":7000000,"allowed":"challenge","jobs":[{"id":42,"shown":"42",\
        "user":"alice","name":"train","partition":"gpus","left":180000000,"policy":"requeue",\
        "problem":""}]}""",
        api.send("GET", "/api/mode/explain?mode=compute", "").body());
    assertEquals(
        """
        {"Id":1,"From":"desktop","To":"compute","Model":"","State":"finished","Step":3,"StepCount":3,\
        "StepName":"","Progress":1.0,"StartedAt":1000000,"FinishedAt":2000000,\
        "Outcome":"committed","Reason":{"code":"none","message":""},\
        "Requester":{"uid":1000,"bus-name":":1.7","unit":""}}""",
        api.send("GET", "/api/mode/jobs/1", "").body());
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
        service
            .controller
            .seen
            .getFirst()
            .contains("Optional[" + FakeDelegations.ALICE.secret() + "]"),
        "in whose name");
    assertTrue(service.controller.seen.getFirst().startsWith("RequestMode compute"));
    assertTrue(service.controller.calls.getFirst().allowsInteraction());
    assertEquals(api.send("GET", job, "").body(), answer.body());
    assertEquals(List.of(), api.delegations.asked, "the controller checks with the request");
  }

  @Test
  void withTheTokenNoPersonIsNamed() throws Exception {
    assertEquals(202, api.send("POST", "/api/mode", "{\"mode\":\"compute\"}").statusCode());
    assertTrue(service.controller.seen.getFirst().contains("Optional.empty"));
  }

  @Test
  void anAnonymousCallerIsRefused() throws Exception {
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
