package org.dubnium.fleet.telemetry.store.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.load.SimulatedGpu;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.dubnium.fleet.telemetry.store.Retention;
import org.dubnium.fleet.telemetry.store.SqliteHistory;

/**
 * Bytes a sample, CPU time a round, and time of queries, of a simulated fleet of eight GPUs a node
 * with twenty series each, read every ten seconds. Arguments: nodes, hours, a new file for the
 * database, a file for the result.
 */
public final class StoreBenchmark {

  private static final int GPUS = 8;
  private static final int SERIES = 20;
  private static final int WARM_UP = 20;
  private static final int QUERIES = 41;
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Instant BEGIN = Instant.parse("2027-03-01T00:00:00Z");

  private final Map<String, Object> result = new LinkedHashMap<>();
  private final List<NodeId> nodes = new ArrayList<>();
  private final List<SimulatedGpu> gpus = new ArrayList<>();
  private final Random jitter = new Random(1);
  private Instant now = BEGIN;

  private StoreBenchmark(int count) {
    for (int node = 0; node < count; node++) {
      nodes.add(new NodeId("node-%04d".formatted(node)));
      for (int gpu = 0; gpu < GPUS; gpu++) {
        gpus.add(new SimulatedGpu(gpu, gpus.size()));
      }
    }
  }

  /** Prints a line for each figure, and writes them as JSON. */
  public static void main(String[] arguments) throws Exception {
    int nodes = Integer.parseInt(arguments[0]);
    double hours = Double.parseDouble(arguments[1]);
    Path file = Path.of(arguments[2]);
    StoreBenchmark bench = new StoreBenchmark(nodes);
    long samples = bench.ingest(file, (int) (hours * 360));
    bench.sizes(file, samples);
    bench.result.forEach((name, value) -> System.out.printf("%-36s %s%n", name, value));
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(Path.of(arguments[3]).toFile(), bench.result);
  }

  private long ingest(Path file, int rounds) throws HistoryException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] cpu = new long[rounds];
    try (SqliteHistory history = SqliteHistory.open(file, Retention.DEFAULT, () -> now, this::nanos)) {
      for (int round = 0; round < rounds; round++) {
        List<SubjectReading> readings = readings();
        long before = threads.getCurrentThreadCpuTime();
        history.append(readings);
        cpu[round] = threads.getCurrentThreadCpuTime() - before;
        now = now.plus(STEP);
      }
      long samples = (long) rounds * gpus.size() * SERIES;
      put("nodes", nodes.size());
      put("series", gpus.size() * SERIES);
      put("rounds", rounds);
      put("samples", samples);
      long[] warm = Arrays.copyOfRange(cpu, Math.min(WARM_UP, rounds - 1), rounds);
      Arrays.sort(warm);
      put("round CPU mean ms", rounded(Arrays.stream(warm).average().orElseThrow() / 1e6));
      put("round CPU p50 ms", rounded(warm[warm.length / 2] / 1e6));
      put("round CPU p99 ms", rounded(warm[warm.length * 99 / 100] / 1e6));
      put("round CPU max ms", rounded(warm[warm.length - 1] / 1e6));
      queries(history);
    }
    long begin = System.nanoTime();
    SqliteHistory.open(file, Retention.DEFAULT, () -> now, this::nanos).close();
    put("restart ms", rounded((System.nanoTime() - begin) / 1e6));
    return (long) rounds * gpus.size() * SERIES;
  }

  /** Nobody sets this clock: it goes as the simulated time does. */
  private long nanos() {
    return now.toEpochMilli() * 1_000_000;
  }

  private List<SubjectReading> readings() {
    List<SubjectReading> readings = new ArrayList<>();
    for (int node = 0; node < nodes.size(); node++) {
      List<GpuReading> read = new ArrayList<>();
      for (int gpu = 0; gpu < GPUS; gpu++) {
        read.add(gpus.get(node * GPUS + gpu).next());
      }
      Instant at = now.plusMillis(jitter.nextInt(40));
      readings.addAll(
          new NodeReading(nodes.get(node), nodes.get(node).value(), at, read, Map.of())
              .bySubject());
    }
    return readings;
  }

  private void queries(SqliteHistory history) throws HistoryException {
    Set<Metric> five =
        Set.of(
            Metric.GPU_UTILIZATION,
            Metric.GPU_MEMORY_USED,
            Metric.GPU_MEMORY_TOTAL,
            Metric.GPU_TEMPERATURE,
            Metric.GPU_POWER);
    for (Duration resolution :
        List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofHours(1))) {
      measure("node, 24 h, 5 metrics, " + resolution, history, five, resolution);
      measure("GPU, 24 h, 5 metrics, " + resolution, history, five, Optional.of("3"), resolution);
      measure(
          "node, 24 h, 1 metric, " + resolution, history, Set.of(Metric.GPU_POWER), resolution);
    }
  }

  private void measure(
      String name, SqliteHistory history, Set<Metric> metrics, Duration resolution)
      throws HistoryException {
    measure(name, history, metrics, Optional.empty(), resolution);
  }

  private void measure(
      String name,
      SqliteHistory history,
      Set<Metric> metrics,
      Optional<String> part,
      Duration resolution)
      throws HistoryException {
    double[] millis = new double[QUERIES];
    long points = 0;
    for (int i = 0; i < QUERIES; i++) {
      NodeId node = nodes.get(i * 7 % nodes.size());
      HistoryQuery query =
          new HistoryQuery(
              metrics, Optional.of(node), part, now.minus(Duration.ofDays(1)), now, resolution);
      long begin = System.nanoTime();
      points = history.query(query).stream().mapToLong(series -> series.points().size()).sum();
      millis[i] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(millis);
    put(name + ", points", points);
    put(name + ", p50 ms", rounded(millis[QUERIES / 2]));
  }

  /** Payloads by table, and the whole file without its free pages. */
  private void sizes(Path file, long samples) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String table : List.of("raw", "minute", "minute_part", "hour", "hour_part")) {
        long bytes = number(statement, "SELECT coalesce(sum(length(data)), 0) FROM " + table);
        put(table + " payload, bytes a sample", rounded((double) bytes / samples));
      }
      long journal = number(statement, "SELECT coalesce(sum(length(rows)), 0) FROM journal");
      put("journal MB", rounded(journal / 1e6));
      put("journal rounds", number(statement, "SELECT count(*) FROM journal"));
      long pages = number(statement, "PRAGMA page_count");
      long free = number(statement, "PRAGMA freelist_count");
      long page = number(statement, "PRAGMA page_size");
      put("file MB", rounded(Files.size(file) / 1e6));
      put("file in use, bytes a sample", rounded((double) (pages - free) * page / samples));
      put(
          "file without journal, bytes a sample",
          rounded(((double) (pages - free) * page - journal) / samples));
    }
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.getLong(1);
    }
  }

  private void put(String name, Object value) {
    result.put(name, value);
  }

  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
  }
}
