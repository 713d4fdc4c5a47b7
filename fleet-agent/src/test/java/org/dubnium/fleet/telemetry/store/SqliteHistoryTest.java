package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.dubnium.fleet.telemetry.Points;
import org.dubnium.fleet.telemetry.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteHistoryTest {

  @TempDir private Path directory;
  private final Fleet fleet = new Fleet();

  private Path file() {
    return directory.resolve("telemetry.db");
  }

  @Test
  void aNewStoreKnowsNothing() throws HistoryException {
    try (SqliteHistory history = fleet.open(file())) {
      assertEquals(List.of(), Fleet.ask(history, Instant.MIN, Instant.MAX, Duration.ZERO));
    }
  }

  @Test
  void whatWasKeptIsTold() throws HistoryException {
    try (SqliteHistory history = fleet.open(file())) {
      fleet.temperatures(history, 40.5, -3, 1e300);
      assertEquals(
          List.of(
              Point.of(Fleet.BEGIN, 40.5),
              Point.of(Fleet.BEGIN.plusSeconds(10), -3),
              Point.of(Fleet.BEGIN.plusSeconds(20), 1e300)),
          Fleet.temperatures(history));
    }
  }

  @Test
  void startIsInclusiveAndEndIsNot() throws HistoryException {
    try (SqliteHistory history = fleet.open(file())) {
      fleet.temperatures(history, 1, 2, 3, 4);
      Instant from = Fleet.BEGIN.plusSeconds(10);
      assertArrayEquals(
          new double[] {2, 3},
          Fleet.values(
              Fleet.temperatures(history, from, from.plusSeconds(20), Duration.ZERO)));
    }
  }

  @Test
  void seriesComeByNodeAndGpuAndMetric() throws HistoryException {
    Map<Metric, Double> two = Map.of(Metric.GPU_POWER, 70.0, Metric.GPU_TEMPERATURE, 40.0);
    try (SqliteHistory history = fleet.open(file())) {
      Fleet.keep(
          history,
          Fleet.node(new NodeId("b"), Fleet.BEGIN, Fleet.gpu(10, two), Fleet.gpu(9, two)),
          Fleet.node(
              new NodeId("a"), Fleet.BEGIN, Map.of(Metric.NODE_LOAD, 0.25), Fleet.gpu(0, two)));
      List<Key> keys =
          Fleet.ask(history, Fleet.BEGIN, Fleet.BEGIN.plusSeconds(1), Duration.ZERO).stream()
              .map(Key::of)
              .toList();
      assertEquals(
          List.of(
              new Key(new Subject.Node(new NodeId("a")), Metric.NODE_LOAD),
              ofGpu("a", 0, Metric.GPU_TEMPERATURE),
              ofGpu("a", 0, Metric.GPU_POWER),
              ofGpu("b", 9, Metric.GPU_TEMPERATURE),
              ofGpu("b", 9, Metric.GPU_POWER),
              ofGpu("b", 10, Metric.GPU_TEMPERATURE),
              ofGpu("b", 10, Metric.GPU_POWER)),
          keys);
    }
  }

  private static Key ofGpu(String node, int gpu, Metric metric) {
    return new Key(new Subject.Gpu(new NodeId(node), gpu), metric);
  }

  @Test
  void onlyWhatIsAskedForIsTold() throws HistoryException {
    Map<Metric, Double> two = Map.of(Metric.GPU_POWER, 70.0, Metric.GPU_TEMPERATURE, 40.0);
    try (SqliteHistory history = fleet.open(file())) {
      for (String node : List.of("n", "n1", "n10", "n2")) {
        Fleet.keep(history, Fleet.node(new NodeId(node), Fleet.BEGIN, Fleet.gpu(0, two)));
      }
      List<Series> answer =
          history.query(
              new HistoryQuery(
                  Set.of(Metric.GPU_POWER, Metric.NODE_LOAD),
                  Optional.of(Fleet.NODE),
                  Optional.empty(),
                  Fleet.BEGIN,
                  Fleet.BEGIN.plusSeconds(1),
                  Duration.ZERO));
      assertEquals(
          List.of(
              new Series(
                  new Subject.Gpu(Fleet.NODE, 0),
                  Metric.GPU_POWER,
                  new Points(0).add(Fleet.BEGIN, 70, 70, 70))),
          answer);
    }
  }

  @Test
  void oneGpuIsToldWithoutItsNeighbours() throws HistoryException {
    Map<Metric, Double> values = Map.of(Metric.GPU_POWER, 70.0, Metric.NODE_LOAD, 1.0);
    Map<Metric, Double> power = Map.of(Metric.GPU_POWER, 70.0);
    try (SqliteHistory history = fleet.open(file())) {
      for (String node : List.of("n1", "n2")) {
        Fleet.keep(
            history,
            Fleet.node(
                new NodeId(node),
                Fleet.BEGIN,
                Map.of(Metric.NODE_LOAD, 1.0),
                Fleet.gpu(0, power),
                Fleet.gpu(1, power)));
      }
      assertEquals(
          List.of(ofGpu("n1", 1, Metric.GPU_POWER)),
          keys(history, values.keySet(), Optional.of(Fleet.NODE), 1));
      assertEquals(
          List.of(
              ofGpu("n1", 0, Metric.GPU_POWER), ofGpu("n2", 0, Metric.GPU_POWER)),
          keys(history, values.keySet(), Optional.empty(), 0));
      assertEquals(List.of(), keys(history, values.keySet(), Optional.of(Fleet.NODE), 7));
    }
  }

  private static List<Key> keys(
      SqliteHistory history, Set<Metric> metrics, Optional<NodeId> node, int gpu)
      throws HistoryException {
    return history
        .query(
            new HistoryQuery(
                metrics,
                node,
                Optional.of(Integer.toString(gpu)),
                Fleet.BEGIN,
                Fleet.BEGIN.plusSeconds(1),
                Duration.ZERO))
        .stream()
        .map(Key::of)
        .toList();
  }

  @Test
  void whatIsNoNumberIsLeftOut() throws HistoryException {
    try (SqliteHistory history = fleet.open(file())) {
      fleet.temperatures(
          history, 1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 2);
      assertArrayEquals(new double[] {1, 2}, Fleet.values(Fleet.temperatures(history)));
    }
  }

  @Test
  void severalSourcesMayTellOfOneNodeInOneRound() throws HistoryException {
    try (SqliteHistory history = fleet.open(file())) {
      for (int round = 0; round < 300; round++) {
        Instant at = fleet.instant();
        Fleet.keep(
            history,
            Fleet.node(Fleet.NODE, at, Map.of(Metric.NODE_LOAD, 1.0 + round)),
            Fleet.node(
                Fleet.NODE, at.plusSeconds(2), Map.of(Metric.NODE_MEMORY_TOTAL, 2.0 + round)));
        fleet.pass(Fleet.STEP);
      }
      List<Series> answer = Fleet.ask(history, Instant.MIN, Instant.MAX, Duration.ZERO);
      assertEquals(2, answer.size());
      List<Point> loads = Point.all(answer.get(0).points());
      List<Point> memory = Point.all(answer.get(1).points());
      for (int round = 0; round < 300; round++) {
        Instant at = Fleet.BEGIN.plusSeconds(10L * round);
        assertEquals(Point.of(at, 1.0 + round), loads.get(round));
        assertEquals(Point.of(at.plusSeconds(2), 2.0 + round), memory.get(round));
      }
    }
  }

  @Test
  void aRestartForgetsNothing() throws HistoryException {
    double[] all = Fleet.many(1_000);
    for (int from = 0; from < all.length; from += 37) {
      try (SqliteHistory history = fleet.open(file())) {
        assertArrayEquals(
            Arrays.copyOf(all, from), Fleet.values(Fleet.temperatures(history)));
        fleet.temperatures(
            history, Arrays.copyOfRange(all, from, Math.min(all.length, from + 37)));
      }
    }
    try (SqliteHistory history = fleet.open(file())) {
      assertArrayEquals(all, Fleet.values(Fleet.temperatures(history)));
    }
  }

  /** What lies on disk at any moment is all that was kept: so a kill costs nothing. */
  @Test
  void theFilesAloneAreEnoughAtAnyMoment() throws HistoryException, IOException {
    double[] all = Fleet.many(700);
    try (SqliteHistory history = fleet.open(file())) {
      for (int kept = 0; kept < all.length; ) {
        int next = Math.min(all.length, kept + 90);
        fleet.temperatures(history, Arrays.copyOfRange(all, kept, next));
        kept = next;
        Path copy = directory.resolve("copy-" + kept + ".db");
        Files.copy(file(), copy);
        Files.copy(
            directory.resolve("telemetry.db-wal"), directory.resolve("copy-" + kept + ".db-wal"));
        try (SqliteHistory other = fleet.open(copy)) {
          assertArrayEquals(
              Arrays.copyOf(all, kept), Fleet.values(Fleet.temperatures(other)));
        }
      }
    }
  }

  @Test
  void theJournalIsNoLongerThanItMustBe() throws Exception {
    try (SqliteHistory history = fleet.open(file())) {
      fleet.temperatures(history, Fleet.many(1_000));
    }
    assertTrue(Sql.number(file(), "SELECT count(*) FROM journal") <= 150);
    assertTrue(Sql.number(file(), "SELECT count(*) FROM raw") >= 6);
  }

  /** SQLite's own log is brought into the file while it is in use: it must not fill the disk. */
  @Test
  void theLogBesideTheFileIsNoLongerThanSomeRounds() throws Exception {
    try (SqliteHistory history = fleet.open(file())) {
      fleet.temperatures(history, Fleet.many(16));
      long some = Files.size(directory.resolve("telemetry.db-wal"));
      fleet.temperatures(history, Fleet.many(1_000));
      long many = Files.size(directory.resolve("telemetry.db-wal"));
      assertTrue(many < 4 * some, () -> many + " bytes after " + some);
    }
  }

  /** A GPU that is gone must not keep the journal for ever. */
  @Test
  void aGpuThatIsGoneIsSealedTooThoughItIsShort() throws Exception {
    try (SqliteHistory history = fleet.open(file())) {
      Map<Metric, Double> values = Map.of(Metric.GPU_TEMPERATURE, 99.0);
      Fleet.keep(history, Fleet.node(new NodeId("gone"), fleet.instant(), Fleet.gpu(0, values)));
      fleet.temperatures(history, Fleet.many(700));
      assertEquals(
          List.of("gone", "n1"),
          Fleet.ask(history, Instant.MIN, Instant.MAX, Duration.ZERO).stream()
              .map(series -> series.subject().place().value())
              .toList());
    }
    assertTrue(Sql.number(file(), "SELECT count(*) FROM journal") <= 150);
  }

  @Test
  void aStoreThatIsClosedSaysSo() throws HistoryException {
    SqliteHistory history = fleet.open(file());
    history.close();
    history.close();
    assertThrows(HistoryException.class, () -> fleet.temperatures(history, 1));
    assertThrows(HistoryException.class, () -> Fleet.temperatures(history));
  }

  @Test
  void aDirectoryThatIsMissingIsTold() {
    HistoryException refused =
        assertThrows(
            HistoryException.class, () -> fleet.open(directory.resolve("none/telemetry.db")));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("cannot open the telemetry"));
  }
}
