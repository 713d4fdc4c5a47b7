package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.Points;
import org.dubnium.fleet.telemetry.Series;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fleet with gaps, whose chunks are sealed at different times, next to a list of all readings. */
class ModelTest {

  private static final List<Metric> METRICS =
      List.of(Metric.GPU_UTILIZATION, Metric.GPU_TEMPERATURE, Metric.GPU_POWER, Metric.GPU_ENERGY);

  @TempDir private Path directory;
  private final Fleet fleet = new Fleet();
  private final SortedMap<Key, Points> model = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void allIsToldAsItWasWhateverIsSealedAndHoweverOftenItIsRestarted(long seed)
      throws HistoryException {
    Random random = new Random(seed);
    for (int restart = 0; restart < 8; restart++) {
      try (SqliteHistory history = fleet.open(directory.resolve("telemetry.db"))) {
        assertAll(history);
        for (int round = 20 + random.nextInt(70); round > 0; round--) {
          history.append(round(random));
          fleet.pass(Fleet.STEP);
        }
        assertAll(history);
      }
    }
  }

  private List<SubjectReading> round(Random random) {
    List<SubjectReading> readings = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      if (random.nextInt(10) > 0) {
        Instant at = fleet.instant().plusMillis(random.nextInt(90));
        readings.addAll(node(new NodeId(name), at, random).bySubject());
      }
    }
    return readings;
  }

  private NodeReading node(NodeId node, Instant at, Random random) {
    List<GpuReading> gpus = new ArrayList<>();
    for (int index = 0; index < 50; index++) {
      Map<Metric, Double> values = new EnumMap<>(Metric.class);
      for (Metric metric : METRICS) {
        if (random.nextInt(8) > 0) {
          values.put(metric, value(metric, random));
          model
              .computeIfAbsent(
                  new Key(new Subject.Gpu(node, index), metric), none -> new Points(0))
              .add(at.toEpochMilli(), values.getOrDefault(metric, 0.0));
        }
      }
      gpus.add(Fleet.gpu(index, values));
    }
    return new NodeReading(node, node.value(), at, gpus, Map.of());
  }

  private static double value(Metric metric, Random random) {
    return switch (metric) {
      case GPU_UTILIZATION -> random.nextInt(101);
      case GPU_TEMPERATURE -> random.nextInt(3) == 0 ? random.nextGaussian() : 40;
      case GPU_POWER -> random.nextInt(700_000) / 1e3;
      default -> random.nextLong();
    };
  }

  private void assertAll(SqliteHistory history) throws HistoryException {
    List<Series> expected =
        model.entrySet().stream()
            .map(
                series ->
                    new Series(
                        series.getKey().subject(), series.getKey().metric(), series.getValue()))
            .toList();
    assertEquals(expected, Fleet.ask(history, Instant.MIN, Instant.MAX, Duration.ZERO));
  }
}
