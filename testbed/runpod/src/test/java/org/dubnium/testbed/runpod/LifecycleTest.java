package org.dubnium.testbed.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.dubnium.testbed.runpod.fault.PodFault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTest {

  private final Customer customer = new Customer();

  @ParameterizedTest
  @CsvSource({
    "PROVISIONING, start,     409, PROVISIONING",
    "PROVISIONING, stop,      200, EXITED",
    "PROVISIONING, restart,   409, PROVISIONING",
    "PROVISIONING, terminate, 204, ",
    "STARTING,     start,     409, STARTING",
    "STARTING,     stop,      200, EXITED",
    "STARTING,     restart,   409, STARTING",
    "STARTING,     terminate, 204, ",
    "RUNNING,      start,     409, RUNNING",
    "RUNNING,      stop,      200, EXITED",
    "RUNNING,      restart,   200, STARTING",
    "RUNNING,      terminate, 204, ",
    "EXITED,       start,     200, STARTING",
    "EXITED,       stop,      409, EXITED",
    "EXITED,       restart,   409, EXITED",
    "EXITED,       terminate, 204, ",
    "ERROR,        start,     200, STARTING",
    "ERROR,        stop,      409, ERROR",
    "ERROR,        restart,   409, ERROR",
    "ERROR,        terminate, 204, ",
  })
  void aStatusAllowsSomeActions(
      PodStatus status, String action, int answer, @Nullable PodStatus then) {
    String id = in(status);
    JsonNode pod = customer.get("/v2/pods/" + id);
    assertEquals(status.name(), pod.path("status").asText());
    boolean offered = pod.path("actions").toString().contains('"' + action + '"');
    assertEquals(answer < 400, offered);
    customer.act(answer, id, action);
    assertEquals(Optional.ofNullable(then), customer.standIn.status(id));
  }

  private String in(PodStatus status) {
    if (status == PodStatus.ERROR) {
      customer.standIn.faults().nextPod(PodFault.FAILS_TO_START);
    }
    String id = customer.pod();
    switch (status) {
      case PROVISIONING, TERMINATED -> customer.clock.pass(19);
      case STARTING -> customer.clock.pass(20);
      case RUNNING, ERROR -> customer.clock.pass(60);
      case EXITED -> customer.act(200, id, "stop");
    }
    return id;
  }

  @ParameterizedTest
  @CsvSource({
    // seconds, status,     runtime, mapped, answers
    "0,       PROVISIONING, false,   false,  false",
    "20,      STARTING,     false,   false,  false",
    "60,      RUNNING,      false,   false,  false",
    "65,      RUNNING,      true,    false,  false",
    "70,      RUNNING,      true,    true,   false",
    "120,     RUNNING,      true,    true,   true",
  })
  void runningIsNotReady(
      long seconds, PodStatus status, boolean runtime, boolean mapped, boolean answers) {
    String id = customer.pod();
    customer.clock.pass(seconds);
    JsonNode pod = customer.get("/v2/pods/" + id);
    assertEquals(status.name(), pod.path("status").asText());
    assertEquals(runtime, !pod.path("runtime").isNull());
    JsonNode port = pod.at("/runtime/ports/0");
    assertEquals(mapped, port.path("public").isInt());
    assertEquals(mapped, !pod.at("/ssh/direct").isNull());
    assertEquals(
        answers ? Optional.of(id) : Optional.empty(),
        customer.standIn.answering(port.path("ip").asText(), port.path("public").asInt()));
    assertEquals(0.80, pod.path("cost").asDouble(), 1e-9);
  }

  @Test
  void aStoppedPodTellsItsOldPortsForAWhileAndCostsNothing() {
    String id = customer.readyPod();
    int port = customer.get("/v2/pods/" + id).at("/runtime/ports/0/public").asInt();
    JsonNode stopped = customer.act(200, id, "stop");
    assertEquals(0, stopped.path("cost").asDouble());
    assertEquals(port, stopped.at("/runtime/ports/0/public").asInt());
    assertTrue(stopped.at("/ssh/direct").isNull());
    customer.clock.pass(30);
    assertTrue(customer.get("/v2/pods/" + id).path("runtime").isNull());
  }

  @Test
  void theAddressOfAStoppedPodIsAnotherPodsNext() {
    String first = customer.readyPod();
    JsonNode old = customer.get("/v2/pods/" + first).at("/runtime/ports");
    customer.act(200, first, "stop");
    String second = customer.readyPod();
    List<Optional<String>> behind =
        old.findValues("public").stream()
            .map(port -> customer.standIn.answering("198.51.100.7", port.asInt()))
            .toList();
    assertEquals(List.of(Optional.of(second), Optional.of(second)), behind);
  }

  @Test
  void aStartGivesNewPorts() {
    String id = customer.readyPod();
    String before = customer.get("/v2/pods/" + id).at("/runtime/ports").toString();
    customer.act(200, id, "stop");
    customer.pod();
    customer.act(200, id, "start");
    customer.clock.pass(100);
    assertNotEquals(before, customer.get("/v2/pods/" + id).at("/runtime/ports").toString());
  }

  @Test
  void aStoppedPodWaitsForItsOwnHost() {
    String id = customer.readyPod();
    customer.act(200, id, "stop");
    customer.standIn.console().setFreeOnHost(id, 1);
    assertTrue(
        customer.act(400, id, "start").path("detail").asText().contains("not enough free GPUs"));
    assertEquals(Optional.of(PodStatus.EXITED), customer.standIn.status(id));
    customer.standIn.console().setFreeOnHost(id, 2);
    customer.act(200, id, "start");
  }

  @Test
  void aLockedPodIsNotStopped() {
    String id = customer.readyPod();
    customer.json(200, "PATCH", "/v2/pods/" + id, "{\"locked\":true}");
    customer.act(400, id, "stop");
    customer.act(400, id, "restart");
    customer.act(204, id, "terminate");
  }

  @Test
  void aChangedContainerStartsAnew() {
    String id = customer.readyPod();
    JsonNode renamed = customer.json(200, "PATCH", "/v2/pods/" + id, "{\"name\":\"other\"}");
    assertEquals("RUNNING", renamed.path("status").asText());
    JsonNode changed = customer.json(200, "PATCH", "/v2/pods/" + id, "{\"image\":\"x:2\"}");
    assertEquals("STARTING", changed.path("status").asText());
    assertEquals("x:2", changed.path("image").asText());
  }

  @Test
  void globalNetworkingComesWithTheNextStart() {
    String id = customer.readyPod();
    String body = "{\"globalNetworking\":true}";
    JsonNode pod = customer.json(200, "PATCH", "/v2/pods/" + id, body);
    assertFalse(pod.at("/globalNetworking/enabled").asBoolean());
    JsonNode restarted = customer.act(200, id, "restart");
    assertEquals(id + ".runpod.internal", restarted.at("/globalNetworking/internalDns").asText());
  }
}
