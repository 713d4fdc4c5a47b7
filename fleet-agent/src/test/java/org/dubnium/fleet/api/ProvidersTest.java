package org.dubnium.fleet.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.ServerReading;
import org.dubnium.fleet.service.FleetStatus;
import org.dubnium.fleet.service.MetricHistory;
import org.dubnium.fleet.slurm.NodeStatus;
import org.dubnium.fleet.slurm.SlurmReading;
import org.dubnium.fleet.telemetry.History;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.exposition.Exposition;
import org.dubnium.fleet.telemetry.exposition.FleetFamilies;
import org.dubnium.fleet.telemetry.exposition.SlurmFamilies;
import org.dubnium.fleet.telemetry.prometheus.PrometheusHistory;
import org.dubnium.fleet.telemetry.prometheus.PrometheusSettings;
import org.dubnium.fleet.telemetry.prometheus.RealPrometheus;
import org.dubnium.fleet.telemetry.store.Retention;
import org.dubnium.fleet.telemetry.store.SqliteHistory;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same readings, kept here and by Prometheus, which scrapes them: the API answers alike. */
class ProvidersTest {

  private static final NodeId NODE = new NodeId("gpu-1");
  private static final int SCRAPES = 8;

  @TempDir private Path directory;

  private final AtomicInteger scrapes = new AtomicInteger();

  /** Utilization goes up and down; all else stays. */
  private NodeReading reading(int number) {
    List<GpuReading> gpus = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      gpus.add(
          new GpuReading(
              i,
              "GPU-" + i,
              "NVIDIA \"H200\"",
              "00000000:0" + i + ":00.0",
              Map.of(
                  Metric.GPU_UTILIZATION, number % 2 == 0 ? 10.0 : 90.0,
                  Metric.GPU_MEMORY_USED, 1000.0 + i,
                  Metric.GPU_MEMORY_FREE, 9000.0,
                  Metric.GPU_MEMORY_TOTAL, 10_240.0,
                  Metric.GPU_TEMPERATURE, 60.5 + i,
                  Metric.GPU_POWER, 412.25)));
    }
    return new NodeReading(
        NODE,
        "gpu-1.example",
        Instant.now(),
        gpus,
        Map.of(),
        List.of(
            new ServerReading("127.0.0.1:8000", Map.of(Metric.VLLM_KV_CACHE, 12.5)),
            new ServerReading("127.0.0.1:8001", Map.of(Metric.VLLM_KV_CACHE, 50.0))),
        List.of());
  }

  private NodeState state() {
    return NodeState.unknown(NODE).seen(reading(scrapes.get()));
  }

  /** What Prometheus reads, which is also kept. */
  private Response scraped(History local) throws IOException {
    NodeReading reading = reading(scrapes.incrementAndGet());
    try {
      local.append(reading.bySubject());
    } catch (HistoryException e) {
      throw new IOException(e);
    }
    return Response.text(
        Exposition.CONTENT_TYPE,
        Exposition.text(FleetFamilies.of(List.of(NodeState.unknown(NODE).seen(reading))))
            + Exposition.text(
                SlurmFamilies.of(
                    new SlurmReading.Known(
                        reading.at(), slurmVersion(), status(), List.of()))));
  }

  private static org.dubnium.fleet.slurm.SlurmVersion slurmVersion() {
    return new org.dubnium.fleet.slurm.SlurmVersion(24, 11, "24.11.5");
  }

  private static org.dubnium.fleet.slurm.SlurmStatus status() {
    return org.dubnium.fleet.slurm.SlurmStatus.of(
        List.of(
            new org.dubnium.fleet.slurm.SlurmNode(
                "vm", NodeStatus.MIX, 3, 5, 8, 100, 200, 4, "", false)),
        List.of());
  }

  private JsonNode ask(History history, String path) throws Exception {
    Router router = new Router();
    FleetStatus fleet =
        new FleetStatus(() -> List.of(state()), () -> new SlurmReading.Absent("none"));
    new HistoryRoutes(fleet, new MetricHistory(history, fleet::nodes), InstantSource.system())
        .addTo(router);
    try (TestApi api = new TestApi(router)) {
      HttpResponse<String> answer = api.send("GET", path, "");
      assertEquals(200, answer.statusCode(), answer.body());
      JsonNode told = new ObjectMapper().readTree(answer.body());
      return told.has("data") ? told.at("/data") : told.at("/subjects");
    }
  }

  /** Two servers of one node, each by itself. */
  private static List<String> caches(JsonNode subjects) {
    List<String> told = new ArrayList<>();
    for (JsonNode one : subjects) {
      told.add(one.at("/subject").asText() + " " + one.at("/metrics/vllm_kv_cache/average/0"));
    }
    return told;
  }

  /** What does not change from row to row. */
  private static List<String> steady(JsonNode rows) {
    List<String> lines = new ArrayList<>();
    for (JsonNode row : rows) {
      lines.add(
          "%s %s used %s of %s, %s °C, %s W, from %s to %s"
              .formatted(
                  row.at("/nodeId").asText(),
                  row.at("/gpuIndex").asInt(),
                  row.at("/memoryUsedMB"),
                  row.at("/memoryTotalMB"),
                  row.at("/temperatureC"),
                  row.at("/powerUsageW"),
                  row.at("/min/temperatureC"),
                  row.at("/max/temperatureC")));
    }
    return lines.stream().distinct().toList();
  }

  private static double extreme(JsonNode rows, String path, boolean most) {
    double found = most ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    for (JsonNode row : rows) {
      double value = row.at(path).asDouble();
      found = most ? Math.max(found, value) : Math.min(found, value);
    }
    return found;
  }

  @Test
  void answersAlikeWhoeverKeepsThePast() throws Exception {
    try (SqliteHistory local =
        SqliteHistory.open(
            directory.resolve("history.db"),
            Retention.DEFAULT,
            InstantSource.system(),
            System::nanoTime)) {
      Router router = new Router().on("GET", "/metrics", request -> scraped(local));
      Path own = Files.createDirectory(directory.resolve("prometheus"));
      try (TestApi stub = new TestApi(router);
          RealPrometheus prometheus =
              new RealPrometheus(own, "localhost:" + stub.server.address().getPort())) {
        prometheus.await("up{job=\"stub\"} == 1");
        prometheus.await(
            "count_over_time(DCGM_FI_DEV_GPU_UTIL{gpu=\"1\"}[10m]) >= " + SCRAPES);
        PrometheusSettings settings = PrometheusSettings.of(prometheus.url(), Optional.empty());
        try (PrometheusHistory asked =
            new PrometheusHistory(settings, () -> List.of(state()))) {
          compare(local, asked);
        }
      }
    }
  }

  private void compare(History local, History asked) throws Exception {
    for (String query :
        List.of(
            "?duration=10&step=1",
            "?duration=10&step=2&nodeId=gpu-1",
            "?duration=10&step=3&nodeId=gpu-1&gpu=1",
            "?duration=10&step=2&gpu=GPU-0")) {
      JsonNode here = ask(local, "/api/metrics/history/gpu" + query);
      JsonNode there = ask(asked, "/api/metrics/history/gpu" + query);
      assertFalse(there.isEmpty(), query);
      assertEquals(steady(here), steady(there), query);
      assertEquals(10, extreme(there, "/min/utilization", false), query);
      assertEquals(90, extreme(there, "/max/utilization", true), query);
      assertEquals(
          extreme(here, "/min/utilization", false), extreme(there, "/min/utilization", false));
      assertTrue(there.at("/0/timestamp").asLong() % 1000 == 0, query);
    }
    assertEquals(
        0, ask(asked, "/api/metrics/history/gpu?duration=10&nodeId=gpu-1&gpu=7").size());
    String caches = "/api/metrics/series?metrics=vllm_kv_cache&nodeId=gpu-1&duration=10&step=2";
    assertEquals(
        List.of("server:gpu-1/127.0.0.1:8000 12.5", "server:gpu-1/127.0.0.1:8001 50"),
        caches(ask(asked, caches)));
    assertEquals(caches(ask(local, caches)), caches(ask(asked, caches)));
    JsonNode cluster = ask(asked, "/api/metrics/history/slurm?duration=10&step=2").at("/0");
    assertEquals(8, cluster.at("/cpusTotal").asInt());
    assertEquals(3, cluster.at("/cpusAlloc").asInt());
    assertEquals(1, cluster.at("/nodesAlloc").asInt());
    assertEquals(0, cluster.at("/nodesIdle").asInt());
  }
}
