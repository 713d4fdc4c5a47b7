package org.dubnium.testbed.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.dubnium.testbed.runpod.fault.PodFault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodFaultTest {

  private final Customer customer = new Customer();

  @Test
  void aPodIsLateInTheList() {
    String id = faulty(PodFault.LATE_IN_LIST);
    assertEquals(0, customer.get("/v2/pods").path("pods").size());
    assertEquals(id, customer.get("/v2/pods/" + id).path("id").asText());
    customer.clock.pass(15);
    assertEquals(1, customer.get("/v2/pods").path("pods").size());
  }

  @Test
  void aPodLingersInTheList() {
    String id = faulty(PodFault.LINGERS_IN_LIST);
    customer.json(204, "DELETE", "/v2/pods/" + id, "");
    JsonNode pod = customer.get("/v2/pods").at("/pods/0");
    assertEquals("TERMINATED", pod.path("status").asText());
    assertEquals(0, pod.path("cost").asDouble());
    customer.json(404, "GET", "/v2/pods/" + id, "");
    customer.clock.pass(30);
    assertEquals(0, customer.get("/v2/pods").path("pods").size());
  }

  @ParameterizedTest
  @CsvSource({
    "STUCK_PROVISIONING, PROVISIONING, 0.8",
    "FAILS_TO_START,     ERROR,        0.8",
    "EXITS,              EXITED,       0",
    "ERRS,               ERROR,        0.8",
    "VANISHES,           ,             0",
    "SERVICE_SILENT,     RUNNING,      0.8",
  })
  void aPodEndsThere(PodFault fault, @Nullable PodStatus status, double cost) {
    String id = faulty(fault);
    customer.clock.pass(3600);
    assertEquals(Optional.ofNullable(status), customer.standIn.status(id));
    assertEquals(cost, customer.standIn.history().costPerHour(), 1e-9);
    assertFalse(customer.standIn.answers(id));
    int found = customer.response("GET", "/v2/pods/" + id, "").status();
    assertEquals(status == null ? 404 : 200, found);
  }

  @Test
  void aRunningPodHasNoRuntime() {
    String id = faulty(PodFault.NULL_RUNTIME);
    customer.clock.pass(3600);
    JsonNode pod = customer.get("/v2/pods/" + id);
    assertEquals("RUNNING", pod.path("status").asText());
    assertTrue(pod.path("runtime").isNull());
  }

  @Test
  void aRunningPodHasAnEmptyRuntime() {
    String id = faulty(PodFault.EMPTY_RUNTIME);
    customer.clock.pass(3600);
    JsonNode runtime = customer.get("/v2/pods/" + id).path("runtime");
    assertTrue(runtime.isObject() && runtime.isEmpty());
  }

  @Test
  void aPortIsNeverMapped() {
    String id = faulty(PodFault.PORTS_NEVER_MAPPED);
    customer.clock.pass(3600);
    JsonNode port = customer.get("/v2/pods/" + id).at("/runtime/ports/0");
    assertEquals(8000, port.path("private").asInt());
    assertTrue(port.path("public").isNull() && port.path("ip").isNull());
  }

  @Test
  void aHostHasNoGpusLeftAtTheNextStart() {
    String id = customer.readyPod();
    customer.act(200, id, "stop");
    customer.standIn.faults().nextPod(PodFault.HOST_WITHOUT_GPUS);
    customer.act(200, id, "start");
    customer.clock.pass(120);
    JsonNode pod = customer.get("/v2/pods/" + id);
    assertEquals("RUNNING", pod.path("status").asText());
    assertEquals(2, pod.at("/gpu/count").asInt());
    assertEquals(0, pod.at("/runtime/gpus").size());
    assertEquals(0.04, pod.path("cost").asDouble(), 1e-9);
    customer.standIn.console().fail(id);
    customer.act(200, id, "start");
    assertEquals(0.04, customer.get("/v2/pods/" + id).path("cost").asDouble(), 1e-9);
    customer.act(200, id, "stop");
    customer.act(200, id, "start");
    assertEquals(0.80, customer.get("/v2/pods/" + id).path("cost").asDouble(), 1e-9);
  }

  private String faulty(PodFault fault) {
    customer.standIn.faults().nextPod(fault);
    return customer.pod();
  }
}
