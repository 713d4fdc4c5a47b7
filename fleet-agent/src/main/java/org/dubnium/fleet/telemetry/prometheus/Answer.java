package org.dubnium.fleet.telemetry.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.telemetry.Series;
import org.dubnium.fleet.telemetry.Series.Point;
import org.dubnium.fleet.telemetry.exposition.Exposed;

/** Puts together what Prometheus tells of the least, the mean and the most of each metric. */
final class Answer implements MatrixReader.Sink {

  private static final Comparator<Series.Key> ORDER =
      Comparator.comparing(Series.Key::node)
          .thenComparingInt(key -> key.gpu().orElse(-1))
          .thenComparing(Series.Key::metric);

  /** A cluster is kept and asked for like a node of this name. */
  private static final NodeId CLUSTER = new NodeId("slurm");

  private static final class Span {
    private double min = Double.NaN;
    private double average = Double.NaN;
    private double max = Double.NaN;

    Optional<Point> at(Instant time) {
      if (Double.isNaN(average)) {
        return Optional.empty();
      }
      return Optional.of(
          new Point(
              time, Double.isNaN(min) ? average : min, average, Double.isNaN(max) ? average : max));
    }
  }

  private final Spans spans;
  private final Function<String, Optional<NodeId>> nodes;
  private final Map<Series.Key, TreeMap<Instant, Span>> told = new TreeMap<>(ORDER);

  /**
   * Begins with nothing.
   *
   * @param nodes the node of a host's name; empty for one that is none
   */
  Answer(Spans spans, Function<String, Optional<NodeId>> nodes) {
    this.spans = spans;
    this.nodes = nodes;
  }

  @Override
  public void series(JsonNode labels, JsonNode values) throws IOException {
    Optional<Series.Key> key = key(labels);
    if (key.isEmpty()) {
      return;
    }
    String which = labels.path(Expression.WHICH).asText("");
    TreeMap<Instant, Span> points = told.computeIfAbsent(key.get(), none -> new TreeMap<>());
    for (JsonNode pair : values) {
      double value = Exposed.kept(key.get().metric(), number(pair.path(1).asText("")));
      if (key.get().metric().isPossible(value) && pair.path(0).isNumber()) {
        Instant begin = spans.begin(pair.path(0).doubleValue());
        put(points.computeIfAbsent(begin, none -> new Span()), which, value);
      }
    }
  }

  private static void put(Span span, String which, double value) {
    switch (which) {
      case "min" -> span.min = value;
      case "avg" -> span.average = value;
      case "max" -> span.max = value;
      default -> {}
    }
  }

  private Optional<Series.Key> key(JsonNode labels) {
    return Metric.parse(labels.path(Expression.METRIC).asText(""))
        .flatMap(
            metric ->
                switch (metric.of()) {
                  case CLUSTER -> Optional.of(new Series.Key(CLUSTER, OptionalInt.empty(), metric));
                  case NODE ->
                      nodes
                          .apply(labels.path("node").asText(""))
                          .map(node -> new Series.Key(node, OptionalInt.empty(), metric));
                  case GPU ->
                      nodes
                          .apply(labels.path("Hostname").asText(""))
                          .flatMap(node -> gpu(node, labels.path("gpu").asText(""), metric));
                });
  }

  private static Optional<Series.Key> gpu(NodeId node, String index, Metric metric) {
    OptionalInt gpu = GpuReading.index(index);
    return gpu.isPresent() ? Optional.of(new Series.Key(node, gpu, metric)) : Optional.empty();
  }

  /** {@code NaN} and {@code +Inf} are none that can be shown. */
  private static double number(String text) throws IOException {
    try {
      return text.endsWith("Inf") ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IOException("'" + text + "' is no number", e);
    }
  }

  /** All of it, in the order of nodes, GPUs and metrics. */
  List<Series> all() {
    List<Series> all = new ArrayList<>();
    told.forEach(
        (key, points) -> {
          List<Point> inOrder =
              points.entrySet().stream()
                  .flatMap(span -> span.getValue().at(span.getKey()).stream())
                  .toList();
          if (!inOrder.isEmpty()) {
            all.add(new Series(key, inOrder));
          }
        });
    return all;
  }
}
