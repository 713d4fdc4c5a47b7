package org.dubnium.fleet.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What exactly is sent. */
class RequestsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static Request sent(String call) {
    ApiCalls.Case found =
        ApiCalls.all().stream()
            .filter(each -> each.toString().strip().equals(call))
            .findFirst()
            .orElseThrow();
    CannedServer server = new CannedServer().json(404, "{}");
    assertThrows(RunpodException.class, () -> found.use().on(server.client()));
    return server.requests().getFirst();
  }

  private static String body(Request request) throws IOException {
    RequestBody body = request.body();
    if (body == null) {
      return "";
    }
    Buffer written = new Buffer();
    body.writeTo(written);
    return written.readUtf8();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          listPods           | GET    | pods?includeClusterPods=true
          getPod             | GET    | pods/7h9k2m4n6p
          createPod with an image | POST | pods
          podAction start    | POST   | pods/7h9k2m4n6p/action
          deletePod          | DELETE | pods/7h9k2m4n6p
          getPodLogs tail    | GET    | pods/7h9k2m4n6p/logs?tail=100
          getPodLogs since   | GET    | pods/7h9k2m4n6p/logs?since=2026-05-01T00%3A00%3A00Z
          getPodLogs after   | GET    | pods/7h9k2m4n6p/logs
          listGpuTypes       | GET    | catalog/gpus?include=AVAILABILITY&product=POD&count=2&cloud=COMMUNITY
          listDataCenters    | GET    | catalog/datacenters?include=GPU_AVAILABILITY
          getTemplate        | GET    | templates/9x4m2p7v
          listNetworkVolumes | GET    | network-volumes
          listPodBilling of a span | GET | billing/pods?bucketSize=hour&startTime=2026-05-01T00%3A00%3A00Z&endTime=2026-05-02T00%3A00%3A00Z
          listPodBilling of the last days of a pod | GET | billing/pods?bucketSize=day&lastN=30&podId=7h9k2m4n6p
          """)
  void asksAtTheRightPlace(String call, String method, String path) {
    Request request = sent(call);
    assertEquals(method, request.method());
    assertEquals("https://api.example/v2/" + path, request.url().toString());
    assertEquals("Bearer " + CannedServer.KEY, request.header("Authorization"));
  }

  @Test
  void resumesALogByItsHeader() {
    assertEquals("2026-06-01T12:02:03Z", sent("getPodLogs after").header("Last-Event-ID"));
    assertNull(sent("getPodLogs tail").header("Last-Event-ID"));
  }

  @ParameterizedTest
  @CsvSource({"start", "stop", "restart"})
  void sendsTheAction(String action) throws IOException {
    assertEquals("{\"action\":\"" + action + "\"}", body(sent("podAction " + action)));
  }

  @Test
  void sendsOfANewPodWhatIsGiven() throws IOException {
    assertEquals(
        JSON.readTree(
            """
            {"name":"dubnium-lab-head-0","image":"runpod/pytorch:1.0.2-cu1281-torch280-ubuntu2404",
             "gpu":{"id":"NVIDIA GeForce RTX 4090","count":1},"cloud":"SECURE",
             "env":{"API_KEY":"hunter2-of-the-environment"},"globalNetworking":false}
            """),
        JSON.readTree(body(sent("createPod with an image"))));
    assertEquals(
        JSON.readTree(
            """
            {"name":"dubnium-lab-head-0","image":"runpod/pytorch:1.0.2-cu1281-torch280-ubuntu2404",
             "templateId":"9x4m2p7v",
             "gpu":{"id":"NVIDIA GeForce RTX 4090","count":2,"minCudaVersion":"12.8"},
             "cloud":"COMMUNITY","dataCenterIds":["US-KS-2","EU-RO-1"],"disk":50,
             "ports":["8888/http","22/tcp"],"env":{"API_KEY":"hunter2-of-the-environment"},
             "args":"--model x","registry":"reg_1",
             "mounts":{"persistent":{"size":20,"path":"/workspace"},
                       "network":[{"volumeId":"vol_xyz","path":"/data"}]},
             "globalNetworking":true,"startSsh":true}
            """),
        JSON.readTree(body(sent("createPod with everything"))));
  }

  @ParameterizedTest
  @EnumSource(
      value = PodAction.class,
      names = {"TERMINATE", "UNKNOWN"})
  void terminatesByDeletionAlone(PodAction action) {
    RunpodClient client = new CannedServer().json(200, "{}").client();
    assertThrows(IllegalArgumentException.class, () -> client.podAction("a", action));
  }

  @Test
  void questionsWithoutMeaningAreRefused() {
    Optional<Instant> now = Optional.of(CannedServer.NOW);
    BillingQuery last = BillingQuery.last(BillingBucket.DAY, 3);
    assertThrows(
        IllegalArgumentException.class,
        () -> new BillingQuery(BillingBucket.DAY, now, now, last.lastN(), last.podId()));
    assertThrows(
        IllegalArgumentException.class, () -> BillingQuery.last(BillingBucket.UNKNOWN, 3));
    assertThrows(IllegalArgumentException.class, () -> LogQuery.last(5001));
    assertThrows(IllegalArgumentException.class, () -> LogQuery.last(-1));
    RunpodClient client = new CannedServer().json(200, "{}").client();
    assertThrows(IllegalArgumentException.class, () -> client.listGpuTypes(0, Cloud.SECURE));
    assertThrows(IllegalArgumentException.class, () -> client.listGpuTypes(1, Cloud.UNKNOWN));
  }
}
