package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {

  private static final int ENOUGH = 1_000_000;

  @TempDir private Path directory;
  private final Fleet fleet = new Fleet();
  private final Random random = new Random(4);
  private final List<Double> kept = new ArrayList<>();

  /** The temperature that is looked at, next to much that needs room, with a new node each time. */
  private void round(SqliteHistory history, int round) throws HistoryException {
    GpuReading[] others = new GpuReading[64];
    for (int gpu = 0; gpu < others.length; gpu++) {
      others[gpu] = Fleet.gpu(gpu, Map.of(Metric.GPU_POWER, random.nextDouble()));
    }
    NodeReading[] readings = {
      Fleet.node(
          Fleet.NODE,
          fleet.instant(),
          Fleet.gpu(0, Map.of(Metric.GPU_TEMPERATURE, (double) round))),
      Fleet.node(new NodeId("many"), fleet.instant(), others),
      Fleet.node(new NodeId("new" + round), fleet.instant(), Map.of(Metric.NODE_LOAD, 1.0))
    };
    fleet.pass(Fleet.STEP);
    Fleet.keep(history, readings);
    kept.add((double) round);
  }

  @Test
  void nothingThatWasKeptIsLostAndWhatComesLaterIsKept() throws Exception {
    Path file = directory.resolve("telemetry.db");
    try (SqliteHistory history = fleet.open(file)) {
      int round = 0;
      for (int full = 20; full <= 60; full += 20) {
        history.limitPages(full);
        int failures = 0;
        while (failures < 5) {
          try {
            round(history, round++);
          } catch (HistoryException e) {
            failures++;
            assertTrue(String.valueOf(e.getMessage()).startsWith("cannot keep telemetry in " + file));
          }
        }
        assertKept(history);
        history.limitPages(ENOUGH);
        for (int i = 0; i < 100; i++) {
          round(history, round++);
        }
        assertKept(history);
      }
    }
    try (SqliteHistory history = fleet.open(file)) {
      assertKept(history);
    }
  }

  private void assertKept(SqliteHistory history) throws HistoryException {
    assertArrayEquals(
        kept.stream().mapToDouble(value -> value).toArray(),
        Fleet.values(Fleet.temperatures(history)));
    HistoryQuery loads =
        new HistoryQuery(
            Set.of(Metric.NODE_LOAD),
            Optional.empty(),
            Optional.empty(),
            Instant.MIN,
            Instant.MAX,
            Duration.ZERO);
    assertEquals(
        kept.stream().map(round -> "new%.0f".formatted(round)).sorted().toList(),
        history.query(loads).stream().map(series -> series.subject().place().value()).toList(),
        "the nodes whose first round was kept, and no others");
  }

  @Test
  void aFileThatCannotBeMadeIsTold() {
    assertThrows(
        HistoryException.class, () -> fleet.open(Path.of("/proc/cannot-be-made/telemetry.db")));
  }
}
