package org.dubnium.testbed.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.dubnium.testbed.runpod.history.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BillingTest {

  private static final String WIDE = "startTime=2026-01-01T00:00:00Z&endTime=2027-01-01T00:00:00Z";

  private final Customer customer = new Customer();

  @Test
  void aPodCostsByTheSecondWhileItHoldsItsGpus() {
    String id = customer.pod();
    customer.clock.pass(1800);
    customer.act(200, id, "stop");
    customer.clock.pass(3600);
    customer.act(200, id, "start");
    customer.clock.pass(900);
    customer.json(204, "DELETE", "/v2/pods/" + id, "");
    customer.clock.pass(3600);
    History history = customer.standIn.history();
    assertEquals(0.80 * 0.75, history.billedCompute(), 1e-9);
    assertEquals(0.80, history.maxCostPerHour(), 1e-9);
    assertEquals(0, history.costPerHour());
    JsonNode records = customer.get("/v2/billing/pods?bucketSize=hour&lastN=4&podId=" + id);
    assertEquals(2, records.at("/metadata/recordCount").asInt());
    assertEquals(0.40, records.at("/records/0/gpuAmount").asDouble(), 1e-9);
    assertEquals(0.20, records.at("/records/1/gpuAmount").asDouble(), 1e-9);
    assertEquals(0.60, records.at("/metadata/totals/gpuAmount").asDouble(), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hour", "day", "week", "month", "year"})
  void recordsAddUpToWhatRan(String bucket) {
    runForDays();
    String query = "?bucketSize=" + bucket + "&" + (bucket.equals("hour") ? "lastN=2000" : WIDE);
    double billed = customer.standIn.history().billed();
    JsonNode all = customer.get("/v2/billing" + query);
    assertEquals(billed, sum(all), 1e-6);
    assertEquals(billed, all.at("/metadata/totals/totalAmount").asDouble(), 1e-6);
    JsonNode pods = customer.get("/v2/billing/pods" + query);
    JsonNode volumes = customer.get("/v2/billing/network-volumes" + query);
    assertEquals(billed, sum(pods) + sum(volumes), 1e-6);
    assertEquals(2, pods.at("/metadata/uniquePodCount").asInt());
    assertEquals(1, volumes.at("/metadata/uniqueNetworkVolumeCount").asInt());
  }

  @Test
  void aVolumeCostsUntilItIsDeleted() {
    String id = runForDays();
    customer.json(400, "DELETE", "/v2/network-volumes/" + id, "");
    customer
        .standIn
        .history()
        .existing()
        .forEach(pod -> customer.json(204, "DELETE", "/v2/pods/" + pod.id(), ""));
    double before = customer.standIn.history().billed();
    customer.clock.pass(36_000);
    double kept = customer.standIn.history().billed();
    assertEquals(100 * 0.14 / 730 * 10, kept - before, 1e-6);
    customer.json(204, "DELETE", "/v2/network-volumes/" + id, "");
    customer.clock.pass(36_000);
    assertEquals(kept, customer.standIn.history().billed(), 1e-9);
  }

  @Test
  void aBalanceIsUsedUp() {
    Customer poor = new Customer(Customer.SETTINGS.withBalance(1));
    String id = poor.pod();
    poor.clock.pass(7200);
    poor.json(402, "POST", "/v2/pods", Customer.POD);
    poor.act(200, id, "stop");
    poor.act(402, id, "start");
  }

  @Test
  void othersPodsAreToldApart() {
    customer.pod();
    customer.standIn.console().createPod("theirs", "NVIDIA A40", 1);
    History history = customer.standIn.history();
    assertEquals(1.20, history.costPerHour(), 1e-9);
    assertEquals(0.80, history.own().costPerHour(), 1e-9);
    assertTrue(history.maxConcurrent().containsKey("theirs"));
  }

  /** A volume, a pod on it and another one, over some days. Returns the volume's identifier. */
  private String runForDays() {
    String volume =
        customer
            .json(
                201,
                "POST",
                "/v2/network-volumes",
                "{\"name\":\"v\",\"size\":50,\"dataCenter\":\"US-KS-2\",\"type\":\"HIGH_PERFORMANCE\"}")
            .path("id")
            .asText();
    String pod =
        customer
            .json(
                201,
                "POST",
                "/v2/pods",
                """
                {"name":"a","image":"x","gpu":{"id":"NVIDIA H100 80GB HBM3","count":4},
                 "mounts":{"network":[{"volumeId":"%s","path":"/v"}]}}\
                """
                    .formatted(volume))
            .path("id")
            .asText();
    customer.json(
        201,
        "POST",
        "/v2/pods",
        "{\"name\":\"c\",\"image\":\"x\",\"cpu\":{\"id\":\"cpu3c\",\"vcpuCount\":8}}");
    customer.clock.pass(100_000);
    customer.act(200, pod, "stop");
    customer.clock.pass(77_777);
    customer.act(200, pod, "start");
    customer.json(200, "PATCH", "/v2/network-volumes/" + volume, "{\"size\":100}");
    customer.clock.pass(12_345);
    return volume;
  }

  private static double sum(JsonNode answer) {
    double sum = 0;
    for (JsonNode entry : answer.path("records")) {
      sum += entry.path("totalAmount").asDouble();
    }
    return sum;
  }
}
