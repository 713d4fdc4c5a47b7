package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.ServerReading;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectKind;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.dubnium.fleet.telemetry.Points;
import org.dubnium.fleet.telemetry.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subjects of every kind, which are never taken for one another. */
class SubjectsTest {

  private static final NodeId SLURM = new NodeId("slurm");
  private static final int ROUNDS = 400;

  @TempDir private Path directory;
  private final Fleet fleet = new Fleet();

  private Path file() {
    return directory.resolve("telemetry.db");
  }

  private static List<Series> ask(
      SqliteHistory history, Set<Metric> metrics, Optional<NodeId> place, Optional<String> part)
      throws HistoryException {
    return history.query(
        new HistoryQuery(metrics, place, part, Instant.MIN, Instant.MAX, Duration.ZERO));
  }

  private static ServerReading running(String name, double requests) {
    return new ServerReading(name, Map.of(Metric.VLLM_REQUESTS_RUNNING, requests));
  }

  @Test
  void twoServersOfOneNodeStayTwo() throws HistoryException {
    Subject first = new Subject.Server(Fleet.NODE, "127.0.0.1:8000");
    Subject second = new Subject.Server(Fleet.NODE, "127.0.0.1:8001");
    Points ofFirst = new Points(0);
    Points ofSecond = new Points(0);
    try (SqliteHistory history = fleet.open(file())) {
      for (int round = 0; round < ROUNDS; round++) {
        Instant at = fleet.instant();
        Fleet.keep(
            history,
            new NodeReading(
                Fleet.NODE,
                "n1",
                at,
                List.of(),
                Map.of(),
                List.of(running(first.part(), round), running(second.part(), -round)),
                List.of()));
        ofFirst.add(at.toEpochMilli(), round);
        ofSecond.add(at.toEpochMilli(), -round);
        fleet.pass(Fleet.STEP);
      }
    }
    Set<Metric> metrics = Set.of(Metric.VLLM_REQUESTS_RUNNING);
    Series one = new Series(first, Metric.VLLM_REQUESTS_RUNNING, ofFirst);
    Series two = new Series(second, Metric.VLLM_REQUESTS_RUNNING, ofSecond);
    try (SqliteHistory history = fleet.open(file())) {
      assertEquals(
          List.of(one, two), ask(history, metrics, Optional.of(Fleet.NODE), Optional.empty()));
      assertEquals(
          List.of(two),
          ask(history, metrics, Optional.of(Fleet.NODE), Optional.of(second.part())));
    }
  }

  /** A real node may be called like the cluster, and have GPUs and servers besides. */
  @Test
  void aNodeAndAClusterOfOneNameAreTwo() throws HistoryException {
    Subject node = new Subject.Node(SLURM);
    Subject gpu = new Subject.Gpu(SLURM, 0);
    Subject cluster = new Subject.Cluster(SLURM);
    Instant at = fleet.instant();
    try (SqliteHistory history = fleet.open(file())) {
      history.append(
          List.of(
              new SubjectReading(cluster, at, Map.of(Metric.SLURM_CPUS_TOTAL, 96.0)),
              new SubjectReading(gpu, at, Map.of(Metric.GPU_POWER, 70.0)),
              new SubjectReading(node, at, Map.of(Metric.NODE_LOAD, 2.0))));
    }
    Series load = series(node, Metric.NODE_LOAD, at, 2);
    Series power = series(gpu, Metric.GPU_POWER, at, 70);
    Series cpus = series(cluster, Metric.SLURM_CPUS_TOTAL, at, 96);
    try (SqliteHistory history = fleet.open(file())) {
      Set<Metric> all = Set.of(Metric.values());
      assertEquals(
          List.of(load, power, cpus), ask(history, all, Optional.of(SLURM), Optional.empty()));
      assertEquals(
          List.of(cpus),
          ask(history, Set.of(Metric.SLURM_CPUS_TOTAL), Optional.of(SLURM), Optional.empty()));
      assertEquals(
          List.of(load),
          ask(history, Set.of(Metric.NODE_LOAD), Optional.of(SLURM), Optional.empty()));
      assertEquals(List.of(power), ask(history, all, Optional.of(SLURM), Optional.of("0")));
      assertEquals(
          List.of(), ask(history, all, Optional.of(new NodeId("other")), Optional.empty()));
    }
  }

  private static Series series(Subject subject, Metric metric, Instant at, double value) {
    return new Series(subject, metric, new Points(0).add(at.toEpochMilli(), value));
  }

  /** Each metric that is kept, under numbers beyond any set of bits, as after many versions. */
  @Test
  void everyMetricThatIsKeptComesBackWhateverItsNumber() throws Exception {
    fleet.open(file()).close();
    Sql.run(file(), "UPDATE metric SET id = id + 1000");
    List<Subject> subjects =
        List.of(
            new Subject.Node(SLURM),
            new Subject.Gpu(SLURM, 127),
            new Subject.Server(SLURM, "[::1]:8000/a"),
            new Subject.Cluster(SLURM),
            new Subject.Pod(SLURM));
    Map<SubjectKind, Map<Metric, Double>> values = new EnumMap<>(SubjectKind.class);
    for (Metric metric : Metric.values()) {
      if (metric.isKept()) {
        values
            .computeIfAbsent(metric.kind(), none -> new EnumMap<>(Metric.class))
            .put(metric, value(metric));
      }
    }
    try (SqliteHistory history = fleet.open(file())) {
      for (int round = 0; round < ROUNDS; round++) {
        Instant at = fleet.instant();
        history.append(
            subjects.stream()
                .map(one -> new SubjectReading(one, at, values.getOrDefault(one.kind(), Map.of())))
                .toList());
        fleet.pass(Fleet.STEP);
      }
      List<Series> all = Fleet.ask(history, Instant.MIN, Instant.MAX, Duration.ZERO);
      assertEquals(values.values().stream().mapToInt(Map::size).sum(), all.size());
      for (Series series : all) {
        assertEquals(ROUNDS, series.points().size(), () -> Key.of(series).toString());
        assertEquals(value(series.metric()), series.points().average(ROUNDS - 1));
        assertEquals(series.metric().kind(), series.subject().kind());
      }
    }
    assertTrue(Sql.number(file(), "SELECT min(id) FROM metric") >= 1_000);
    assertTrue(Sql.number(file(), "SELECT count(*) FROM raw") >= subjects.size());
  }

  /** One that is no decimal fraction for most of them. */
  private static double value(Metric metric) {
    return metric.text().length() / 3.0;
  }
}
