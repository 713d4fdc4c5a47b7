package org.dubnium.fleet.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.alert.store.AlertStore;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.service.Alerting;
import org.dubnium.fleet.service.FleetStatus;
import org.dubnium.fleet.service.MetricHistory;
import org.dubnium.fleet.service.RecordedChanges;
import org.dubnium.fleet.slurm.SlurmReading;
import org.dubnium.fleet.telemetry.Points;
import org.dubnium.fleet.telemetry.Series;
import org.dubnium.fleet.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API as a client of the GPU Watchdog backend meets it. */
class FleetRoutesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static final NodeState BUSY =
      NodeState.unknown(new NodeId("gpu-1"))
          .seen(
              new NodeReading(
                  new NodeId("gpu-1"),
                  "gpu-1.example",
                  NOW,
                  List.of(
                      new GpuReading(
                          0,
                          "GPU-8f1a",
                          "NVIDIA H200",
                          "00000000:01:00.0",
                          Map.of(
                              Metric.GPU_UTILIZATION, 97.0,
                              Metric.GPU_MEMORY_USED, 2048.0,
                              Metric.GPU_MEMORY_TOTAL, 10240.0,
                              Metric.GPU_TEMPERATURE, 70.0))),
                  Map.of()));
  private static final NodeState SILENT =
      NodeState.unknown(new NodeId("gpu-2")).silent("timed out");

  @TempDir private Path directory;

  private final FakeHistory history = new FakeHistory();
  private AlertStore store;
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    InstantSource clock = InstantSource.fixed(NOW);
    store =
        AlertStore.open(directory.resolve("alerts.db"), new NodeId("gpu-1"), clock);
    Router router = new Router();
    FleetStatus fleet =
        new FleetStatus(
            () -> List.of(BUSY, SILENT), () -> new SlurmReading.Absent("no sinfo here"));
    new FleetRoutes(fleet).addTo(router);
    new HistoryRoutes(fleet, new MetricHistory(history, fleet::nodes), clock).addTo(router);
    new AlertRoutes(new Alerting(store, () -> {}, new RecordedChanges(), System::nanoTime))
        .addTo(router);
    api = new TestApi(router);
  }

  @AfterEach
  void stop() {
    api.close();
    store.close();
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = api.send("GET", path, "");
    assertEquals(200, answer.statusCode(), answer.body());
    return JSON.readTree(answer.body());
  }

  @Test
  void tellsEveryNodeNow() throws Exception {
    JsonNode current = get("/api/metrics/current");
    assertEquals(
        JSON.readTree(
            """
            {"nodeId":"gpu-1","hostname":"gpu-1.example","timestamp":"2026-11-21T12:00:00Z",
             "gpus":[{"gpu":"0","gpuName":"NVIDIA H200","utilization":97.0,"memoryUtilization":null,
               "memoryUsedMB":2048.0,"memoryFreeMB":8192.0,"memoryTotalMB":10240.0,
               "temperatureC":70.0,"powerUsageW":null,"smClockMHz":null,"memClockMHz":null}],
             "reachable":true,"lastSeen":"2026-11-21T12:00:00Z","unreachableBecause":null}
            """),
        current.at("/nodes/0"));
    assertEquals("timed out", current.at("/nodes/1/unreachableBecause").asText());
    assertTrue(current.at("/slurm").isNull());
    assertEquals("2026-11-21T12:00:00Z", current.at("/lastUpdated").asText());
  }

  @Test
  void aFleetWithASilentNodeIsNotHealthy() throws Exception {
    JsonNode status = get("/api/cluster/status");
    assertEquals(false, status.at("/healthy").asBoolean());
    assertEquals(2, status.at("/nodeCount").asInt());
    assertEquals(1, status.at("/gpuCount").asInt());
    assertEquals(2.0, status.at("/memoryUsedGB").asDouble());
    assertEquals(1, get("/api/cluster/nodes").at("/0/gpuCount").asInt());
  }

  @Test
  void asksThePastForWhatFitsAScreen() throws Exception {
    assertEquals(0, get("/api/metrics/history/gpu?duration=1000&nodeId=gpu-1").at("/data").size());
    assertEquals(Optional.of(new NodeId("gpu-1")), history.asked.getFirst().place());
    assertEquals(java.time.Duration.ofMinutes(1), history.asked.getFirst().resolution());
    var _ = get("/api/metrics/history");
    assertEquals(Optional.empty(), history.asked.getLast().place());
    var _ = get("/api/metrics/history/slurm");
    assertEquals(HistoryRows.SLURM_METRICS, history.asked.getLast().metrics());
    var _ = get("/api/metrics/history/gpu?gpu=GPU-8f1a&step=120");
    assertEquals(Optional.of(new NodeId("gpu-1")), history.asked.getLast().place());
    assertEquals(Optional.of("0"), history.asked.getLast().part());
    assertEquals(java.time.Duration.ofMinutes(2), history.asked.getLast().resolution());
    var _ = get("/api/metrics/history/gpu?gpu=3&nodeId=gpu-2");
    assertEquals(Optional.of("3"), history.asked.getLast().part());
    history.broken = true;
    assertEquals(503, api.send("GET", "/api/metrics/history", "").statusCode());
  }

  @Test
  void anyMetricOfAnySubjectIsAskedFor() throws Exception {
    JsonNode told = get("/api/metrics/series?metrics=slurm_queue_pending&duration=10");
    assertEquals(0, told.at("/subjects").size());
    assertEquals(Set.of(Metric.SLURM_QUEUE_PENDING), history.asked.getLast().metrics());
    var _ =
        get("/api/metrics/series?metrics=vllm_kv_cache&subject=server:gpu-1/127.0.0.1:8000");
    assertEquals(Optional.of(new NodeId("gpu-1")), history.asked.getLast().place());
    assertEquals(Optional.of("127.0.0.1:8000"), history.asked.getLast().part());
    var _ = get("/api/metrics/series?metrics=node_load,node_cpu_busy&subject=node:gpu-1");
    assertEquals(Optional.empty(), history.asked.getLast().part());
    var _ = get("/api/metrics/series?metrics=gpu_power,node_load&nodeId=gpu-1");
    assertEquals(
        Set.of(Metric.GPU_POWER, Metric.NODE_LOAD), history.asked.getLast().metrics());
    assertEquals(Optional.of(new NodeId("gpu-1")), history.asked.getLast().place());
  }

  @Test
  void theMeanAloneIsToldWhereNothingElseIsAskedFor() throws Exception {
    history.told =
        List.of(
            new Series(
                new Subject.Gpu(new NodeId("gpu-1"), 0),
                Metric.GPU_POWER,
                new Points(1).add(NOW.toEpochMilli(), 1, 2.5, 3.1234567)));
    String query = "/api/metrics/series?metrics=gpu_power";
    assertEquals(
        JSON.readTree("{\"average\":[2.5]}"),
        get(query + "&statistics=average").at("/subjects/0/metrics/gpu_power"));
    assertEquals(
        JSON.readTree("{\"min\":[1],\"average\":[2.5],\"max\":[3.123457]}"),
        get(query).at("/subjects/0/metrics/gpu_power"));
  }

  @Test
  void everyMetricIsDescribed() throws Exception {
    JsonNode metrics = get("/api/metrics").at("/metrics");
    assertEquals(Metric.values().length, metrics.size());
    assertEquals(
        JSON.readTree(
            """
            {"name":"gpu_utilization","title":"GPU utilisation","unit":"%","kind":"gpu",
             "kept":true,"forRules":true}
            """),
        metrics.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "/api/metrics/gpu/gpu-1,                    200",
    "/api/metrics/gpu/gpu-9,                    404",
    "/api/metrics/gpu/..%2F..,                  404",
    "/api/metrics/slurm,                        404",
    "/api/metrics/history/gpu?nodeId=gpu-9,     200",
    "/api/metrics/history/gpu?nodeId=..,        404",
    "/api/metrics/history/gpu?start=x,          400",
    "/api/metrics/history/gpu?step=0,           400",
    "/api/metrics/history/gpu?gpu=GPU-none,     404",
    "/api/metrics/history/gpu?gpu=GPU-8f1a&nodeId=gpu-2, 404",
    "/api/metrics/history/gpu?gpu=99999,        404",
    "/api/metrics/series,                       400",
    "/api/metrics/series?metrics=%2C,            400",
    "/api/metrics/series?metrics=beauty,        400",
    "/api/metrics/series?metrics=gpu_power&statistics=median, 400",
    "/api/metrics/series?metrics=gpu_gone,      400",
    "/api/metrics/series?metrics=gpu_power&subject=GPU-8f1a,          400",
    "/api/metrics/series?metrics=gpu_power&subject=node:gpu-1,        400",
    "/api/metrics/series?metrics=gpu_power&subject=gpu:gpu-1/0&nodeId=gpu-1, 400",
    "/api/metrics/series?metrics=gpu_power&subject=gpu:gpu-9/7,       200",
    "/api/metrics/series?metrics=gpu_power&nodeId=..,                 404",
    "/api/metrics/series?metrics=gpu_power&duration=1000&step=1&nodeId=gpu-1, 200",
    "/api/metrics/series?metrics=gpu_power&duration=100000&step=1&nodeId=gpu-1, 400",
    "/api/alerts/events/history?limit=0,        400",
    "/api/alerts/events/history?limit=5,        200",
    "/api/alerts/events/firing,                 200",
    "/api/alerts/not-an-id,                     404",
  })
  void answersOrSaysWhyNot(String path, int status) throws Exception {
    assertEquals(status, api.send("GET", path, "").statusCode());
  }

  @Test
  void aRuleIsMadeChangedAndDeleted() throws Exception {
    String rule =
        """
        {"name":"hot","metric":"gpu_temperature","condition":"gt","threshold":85,"duration":60}
        """;
    HttpResponse<String> made = api.send("POST", "/api/alerts", rule);
    assertEquals(201, made.statusCode(), made.body());
    String path = made.headers().firstValue("Location").orElse("");
    assertEquals("hot", get(path).at("/name").asText());
    assertEquals(200, api.send("PUT", path, "{\"threshold\":90}").statusCode());
    assertEquals(90, get(path).at("/threshold").asInt());
    assertEquals(204, api.send("DELETE", path, "").statusCode());
    assertEquals(404, api.send("DELETE", path, "").statusCode());
    assertEquals(404, api.send("GET", path, "").statusCode());
  }

  @Test
  void aRuleThatMakesNoSenseIsRefusedWithEveryReason() throws Exception {
    HttpResponse<String> answer =
        api.send("POST", "/api/alerts", "{\"name\":\"\",\"metric\":\"beauty\",\"condition\":\"like\"}");
    assertEquals(400, answer.statusCode());
    JsonNode problem = JSON.readTree(answer.body());
    assertEquals("cannot use that rule", problem.at("/error").asText());
    assertTrue(problem.at("/details").size() >= 3, answer.body());
  }

  @Test
  void anEventThatIsNotThereCannotBeAcknowledged() throws Exception {
    assertEquals(
        404,
        api.send(
                "POST",
                "/api/alerts/events/00000000-0000-4000-8000-000000000000/acknowledge",
                "")
            .statusCode());
  }
}
