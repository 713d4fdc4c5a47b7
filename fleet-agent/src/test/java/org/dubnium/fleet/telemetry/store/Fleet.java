package org.dubnium.fleet.telemetry.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.dubnium.fleet.telemetry.Series;

/** A small fleet with a clock of its own, and short ways to write and to ask. */
final class Fleet implements InstantSource {

  static final Instant BEGIN = Instant.parse("2027-03-01T00:00:00Z");
  static final Duration STEP = Duration.ofSeconds(10);
  static final NodeId NODE = new NodeId("n1");

  private Instant now = BEGIN;
  private long nanos = 3;

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  /** Somebody sets the clock. */
  void jump(Duration by) {
    now = now.plus(by);
  }

  long nanoTime() {
    return nanos;
  }

  SqliteHistory open(Path file) throws HistoryException {
    return SqliteHistory.open(file, Retention.DEFAULT, this, this::nanoTime);
  }

  /** Rounds of one GPU's temperature, one value each, {@link #STEP} after {@link #STEP}. */
  void temperatures(SqliteHistory history, double... values) throws HistoryException {
    for (double value : values) {
      keep(history, node(NODE, now, gpu(0, Map.of(Metric.GPU_TEMPERATURE, value))));
      pass(STEP);
    }
  }

  /** One round of these. */
  static void keep(SqliteHistory history, NodeReading... readings) throws HistoryException {
    history.append(
        Stream.of(readings).flatMap(reading -> reading.bySubject().stream()).toList());
  }

  static NodeReading node(NodeId node, Instant at, GpuReading... gpus) {
    return node(node, at, Map.of(), gpus);
  }

  static NodeReading node(
      NodeId node, Instant at, Map<Metric, Double> values, GpuReading... gpus) {
    return new NodeReading(node, node.value(), at, List.of(gpus), values);
  }

  static GpuReading gpu(int index, Map<Metric, Double> values) {
    return new GpuReading(index, "GPU-" + index, "H200", "", values);
  }

  static List<Series> ask(SqliteHistory history, Instant from, Instant to, Duration resolution)
      throws HistoryException {
    return history.query(
        new HistoryQuery(
            Set.of(Metric.values()), Optional.empty(), Optional.empty(), from, to, resolution));
  }

  /** All temperatures that are known, as fine as they are. */
  static List<Point> temperatures(SqliteHistory history) throws HistoryException {
    return temperatures(history, Instant.MIN, Instant.MAX, Duration.ZERO);
  }

  static List<Point> temperatures(
      SqliteHistory history, Instant from, Instant to, Duration resolution)
      throws HistoryException {
    List<Point> points = new ArrayList<>();
    history
        .query(
            new HistoryQuery(
                Set.of(Metric.GPU_TEMPERATURE),
                Optional.of(NODE),
                Optional.empty(),
                from,
                to,
                resolution))
        .forEach(series -> points.addAll(Point.all(series.points())));
    return points;
  }

  static double[] values(List<Point> points) {
    return points.stream().mapToDouble(Point::average).toArray();
  }

  /** So many values that chunks are sealed on the way. */
  static double[] many(int count) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> 40 + i % 30);
    return values;
  }
}
