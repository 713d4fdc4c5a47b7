package org.dubnium.fleet.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.service.MetricHistory;
import org.dubnium.fleet.service.TimeRange;
import org.dubnium.fleet.service.TooManyPointsException;
import org.dubnium.fleet.telemetry.Points;
import org.dubnium.fleet.telemetry.Series;
import org.dubnium.fleet.telemetry.Statistic;
import org.dubnium.fleet.web.Json;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryWireTest {

  private static final Instant NOW = Instant.ofEpochMilli(10_000_000);

  private static Series series(String node, int gpu, Metric metric, double... values) {
    Points points = new Points(values.length);
    for (int i = 0; i < values.length; i++) {
      points.add(i * 10_000L, values[i]);
    }
    return new Series(new Subject.Gpu(new NodeId(node), gpu), metric, points);
  }

  @Test
  void rowsPutTogetherWhatBelongsToAGpuAndAMoment() throws Exception {
    HistoryRows history =
        HistoryRows.ofGpus(
            new TimeRange(Instant.EPOCH, Instant.ofEpochMilli(20_000), Optional.empty()),
            List.of(
                series("b", 0, Metric.GPU_POWER, 300),
                series("a", 1, Metric.GPU_UTILIZATION, 50, 60),
                series("a", 1, Metric.GPU_TEMPERATURE, 40)));
    assertEquals(
        "{\"range\":{\"start\":0,\"end\":20000},\"data\":["
            + "{\"timestamp\":0,\"nodeId\":\"a\",\"gpuIndex\":1,\"utilization\":50.0,"
            + "\"memoryUsedMB\":null,\"memoryTotalMB\":null,\"temperatureC\":40.0,"
            + "\"powerUsageW\":null},"
            + "{\"timestamp\":10000,\"nodeId\":\"a\",\"gpuIndex\":1,\"utilization\":60.0,"
            + "\"memoryUsedMB\":null,\"memoryTotalMB\":null,\"temperatureC\":null,"
            + "\"powerUsageW\":null},"
            + "{\"timestamp\":0,\"nodeId\":\"b\",\"gpuIndex\":0,\"utilization\":null,"
            + "\"memoryUsedMB\":null,\"memoryTotalMB\":null,\"temperatureC\":null,"
            + "\"powerUsageW\":300.0}]}",
        new String(Json.bytes(history), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "'',                       6400000, 10000000",
    "duration=1,               9940000, 10000000",
    "start=5,                        5, 10000000",
    "start=5&end=10,                 5,       10",
    "end=7200000,              3600000,  7200000",
    "end=7200000&duration=60,  3600000,  7200000",
  })
  void aTimeIsAskedForInSeveralWays(String query, long start, long end) throws Exception {
    assertEquals(
        new TimeRange(Instant.ofEpochMilli(start), Instant.ofEpochMilli(end), Optional.empty()),
        TimeRanges.parse(Query.parse(query), NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start=10&end=10",
        "start=20&end=10",
        "start=-1",
        "start=now",
        "duration=0",
        "duration=99999999",
        "start=0&end=253370764800000",
        "end=99999999999999999999",
        "step=0",
        "step=-5",
        "step=9999999",
        "step=1.5",
      })
  void whatIsNoTimeIsRefused(String query) {
    Problem problem =
        assertThrows(Problem.class, () -> TimeRanges.parse(Query.parse(query), NOW));
    assertEquals(400, problem.status());
  }

  /** What the service makes of a past of these series, where there are so many GPUs. */
  private static List<Series> ask(String query, int gpus, Series... past) throws Exception {
    FakeHistory history = new FakeHistory();
    history.told = List.of(past);
    return service(history, gpus)
        .series(
            HistoryRows.GPU_METRICS,
            Optional.empty(),
            Optional.empty(),
            TimeRanges.parse(Query.parse(query), NOW.plus(Duration.ofDays(2))));
  }

  private static MetricHistory service(FakeHistory history, int gpus) {
    NodeId node = new NodeId("a");
    NodeReading reading =
        new NodeReading(
            node,
            "a",
            NOW,
            java.util.stream.IntStream.range(0, gpus)
                .mapToObj(
                    i -> new GpuReading(i % 128, "GPU-" + i, "", "", Map.of(Metric.GPU_POWER, 1.0)))
                .toList(),
            Map.of());
    return new MetricHistory(history, () -> List.of(NodeState.unknown(node).seen(reading)));
  }

  private static Duration resolution(String query, int gpus) throws Exception {
    FakeHistory history = new FakeHistory();
    var _ =
        service(history, gpus)
            .series(
                HistoryRows.GPU_METRICS,
                Optional.empty(),
                Optional.empty(),
                TimeRanges.parse(Query.parse(query), NOW.plus(Duration.ofDays(2))));
    return history.asked.getLast().resolution();
  }

  @Test
  void aStepHasTheLeastTheMeanAndTheMost() throws Exception {
    String query = "start=0&end=40000&step=20";
    List<Series> series = ask(query, 1, series("a", 1, Metric.GPU_POWER, 100, 300, 500, 600));
    TimeRange range = TimeRanges.parse(Query.parse(query), NOW);
    JsonNode rows =
        new ObjectMapper().readTree(Json.bytes(HistoryRows.ofGpus(range, series))).at("/data");
    assertEquals(2, rows.size());
    assertEquals(20_000, rows.at("/1/timestamp").asLong());
    assertEquals(550, rows.at("/1/powerUsageW").asDouble());
    assertEquals(500, rows.at("/1/min/powerUsageW").asDouble());
    assertEquals(600, rows.at("/1/max/powerUsageW").asDouble());
    assertTrue(rows.at("/1/max/utilization").isNull());
  }

  @Test
  void columnsHaveTheTimesOnce() throws Exception {
    TimeRange range =
        new TimeRange(Instant.EPOCH, Instant.ofEpochMilli(20_000), Optional.empty());
    assertEquals(
        "{\"range\":{\"start\":0,\"end\":20000},\"subjects\":["
            + "{\"subject\":\"gpu:a/1\",\"kind\":\"gpu\",\"place\":\"a\",\"part\":\"1\","
            + "\"times\":[0,10000],\"metrics\":{"
            + "\"gpu_utilization\":{\"min\":[50,60],\"average\":[50,60],\"max\":[50,60]},"
            + "\"gpu_temperature\":{\"min\":[40.5,null],\"average\":[40.5,null],\"max\":[40.5,null]}}}]}",
        new String(
            Json.bytes(
                new SeriesColumns(
                    range,
                    List.of(
                        series("a", 1, Metric.GPU_TEMPERATURE, 40.5),
                        series("a", 1, Metric.GPU_UTILIZATION, 50, 60)),
                    EnumSet.allOf(Statistic.class))),
            StandardCharsets.UTF_8));
  }

  @Test
  void tooManyRowsBecomeFewerWhereNoStepWasAskedFor() throws Exception {
    String query = "start=0&end=2000010000";
    List<Series> told = ask(query, 1, series("a", 0, Metric.GPU_POWER, new double[200_001]));
    assertTrue(told.getFirst().points().size() <= 1001, "too many");
    Series few = series("a", 0, Metric.GPU_POWER, 1, 2);
    assertEquals(List.of(few), ask(query, 1, few));
  }

  @Test
  void aStepThatMakesTooManyRowsIsRefused() throws Exception {
    assertEquals(Duration.ofSeconds(1), resolution("duration=1440&step=1", 1));
    assertThrows(TooManyPointsException.class, () -> resolution("duration=1440&step=1", 8));
  }

  @Test
  void theMoreCurvesTheCoarser() throws Exception {
    assertEquals(Duration.ofMillis(86_400), resolution("duration=1440", 1));
    assertEquals(Duration.ofMillis(86_400), resolution("duration=1440", 200));
    assertTrue(resolution("duration=1440", 8000).compareTo(Duration.ofMinutes(50)) > 0);
    assertEquals(Duration.ofDays(1), resolution("duration=1440", 300_000));
  }
}
