package org.dubnium.fleet.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.telemetry.Series;
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
    List<Series.Point> points =
        java.util.stream.IntStream.range(0, values.length)
            .mapToObj(i -> Series.Point.of(Instant.ofEpochMilli(i * 10_000L), values[i]))
            .toList();
    return new Series(new Series.Key(new NodeId(node), OptionalInt.of(gpu), metric), points);
  }

  @Test
  void rowsPutTogetherWhatBelongsToAGpuAndAMoment() throws Exception {
    GpuHistory history =
        GpuHistory.of(
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
        TimeRange.of(Query.parse(query), NOW));
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
        assertThrows(Problem.class, () -> TimeRange.of(Query.parse(query), NOW));
    assertEquals(400, problem.status());
  }

  @Test
  void aStepHasTheLeastTheMeanAndTheMost() throws Exception {
    TimeRange range = TimeRange.of(Query.parse("start=0&end=40000&step=20"), NOW);
    List<Series> series =
        range.told(List.of(series("a", 1, Metric.GPU_POWER, 100, 300, 500, 600)), 1);
    JsonNode rows = new ObjectMapper().readTree(Json.bytes(GpuHistory.of(range, series))).at("/data");
    assertEquals(2, rows.size());
    assertEquals(20_000, rows.at("/1/timestamp").asLong());
    assertEquals(550, rows.at("/1/powerUsageW").asDouble());
    assertEquals(500, rows.at("/1/min/powerUsageW").asDouble());
    assertEquals(600, rows.at("/1/max/powerUsageW").asDouble());
    assertTrue(rows.at("/1/max/utilization").isNull());
  }

  @Test
  void tooManyRowsBecomeFewerWhereNoStepWasAskedFor() throws Exception {
    TimeRange range = TimeRange.of(Query.parse("start=0&end=2000010000"), NOW);
    double[] values = new double[200_001];
    List<Series> told = range.told(List.of(series("a", 0, Metric.GPU_POWER, values)), 1);
    assertTrue(told.getFirst().points().size() <= 1001, "too many");
    List<Series> few = List.of(series("a", 0, Metric.GPU_POWER, 1, 2));
    assertEquals(few, range.told(few, 1));
  }

  @Test
  void aStepThatMakesTooManyRowsIsRefused() throws Exception {
    TimeRange day = TimeRange.of(Query.parse("duration=1440&step=1"), NOW.plus(Duration.ofDays(2)));
    assertEquals(Duration.ofSeconds(1), day.resolution(1));
    assertEquals(400, assertThrows(Problem.class, () -> day.resolution(8)).status());
  }

  @Test
  void theMoreCurvesTheCoarser() throws Exception {
    TimeRange day = TimeRange.of(Query.parse("duration=1440"), NOW.plus(Duration.ofDays(2)));
    assertEquals(Duration.ofMillis(86_400), day.resolution(1));
    assertEquals(Duration.ofMillis(86_400), day.resolution(200));
    assertTrue(day.resolution(8000).compareTo(Duration.ofMinutes(50)) > 0);
    assertEquals(Duration.ofDays(1), day.resolution(10_000_000));
  }
}
