package org.dubnium.fleet.telemetry.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectKind;
import org.dubnium.fleet.telemetry.Points;
import org.dubnium.fleet.telemetry.Series;

/** Puts together what Prometheus tells of the least, the mean and the most of each metric. */
final class Answer implements MatrixReader.Sink {

  private record Key(Subject subject, Metric metric) {}

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::subject).thenComparing(Key::metric);

  private static final class Span {
    private double min = Double.NaN;
    private double average = Double.NaN;
    private double max = Double.NaN;

    void addTo(Points points, Instant time) {
      if (!Double.isNaN(average)) {
        points.add(
            time, Double.isNaN(min) ? average : min, average, Double.isNaN(max) ? average : max);
      }
    }
  }

  private final Spans spans;
  private final Function<String, Optional<NodeId>> nodes;
  private final Map<Key, TreeMap<Instant, Span>> told = new TreeMap<>(ORDER);

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
    Optional<Key> key = key(labels);
    if (key.isEmpty()) {
      return;
    }
    String which = labels.path(Expression.WHICH).asText("");
    TreeMap<Instant, Span> points = told.computeIfAbsent(key.get(), none -> new TreeMap<>());
    for (JsonNode pair : values) {
      double value = kept(key.get().metric(), number(pair.path(1).asText("")));
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

  private Optional<Key> key(JsonNode labels) {
    return Metric.parse(labels.path(Expression.METRIC).asText(""))
        .flatMap(metric -> subject(metric, labels).map(subject -> new Key(subject, metric)));
  }

  private Optional<Subject> subject(Metric metric, JsonNode labels) {
    return switch (metric.kind()) {
      case CLUSTER -> Optional.of(Subject.Cluster.SLURM);
      case NODE -> part(metric, labels, "node", "");
      case POD -> Subject.of(SubjectKind.POD, labels.path("pod").asText(""), "");
      case SERVER -> part(metric, labels, "node", labels.path("server").asText(""));
      case GPU -> part(metric, labels, "Hostname", labels.path("gpu").asText(""));
    };
  }

  private Optional<Subject> part(Metric metric, JsonNode labels, String host, String part) {
    return nodes
        .apply(labels.path(host).asText(""))
        .flatMap(node -> Subject.of(metric.kind(), node.value(), part));
  }

  private static double kept(Metric metric, double exposed) {
    return metric.prometheus().map(named -> named.scale().kept(exposed)).orElse(exposed);
  }

  /** {@code NaN} and {@code +Inf} are none that can be shown. */
  private static double number(String text) throws IOException {
    try {
      return text.endsWith("Inf") ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IOException("'" + text + "' is no number", e);
    }
  }

  /** All of it, in the order of subjects and metrics. */
  List<Series> all() {
    List<Series> all = new ArrayList<>();
    told.forEach(
        (key, spans) -> {
          Points points = new Points(spans.size());
          spans.forEach((time, span) -> span.addTo(points, time));
          if (!points.isEmpty()) {
            all.add(new Series(key.subject(), key.metric(), points));
          }
        });
    return all;
  }
}
