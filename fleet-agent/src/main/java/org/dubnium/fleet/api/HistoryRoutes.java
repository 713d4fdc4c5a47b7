package org.dubnium.fleet.api;

import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.service.FleetStatus;
import org.dubnium.fleet.service.MetricHistory;
import org.dubnium.fleet.service.TimeRange;
import org.dubnium.fleet.telemetry.Statistic;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Query;
import org.dubnium.fleet.web.Request;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;

/** The metrics that there are, and what they were. */
final class HistoryRoutes {

  /** Metrics of one answer. */
  private static final int MOST_METRICS = 16;

  private final FleetStatus fleet;
  private final MetricHistory history;
  private final InstantSource clock;

  HistoryRoutes(FleetStatus fleet, MetricHistory history, InstantSource clock) {
    this.fleet = fleet;
    this.history = history;
    this.clock = clock;
  }

  void addTo(Router router) {
    router
        .on("GET", "/api/metrics", request -> Response.json(MetricDescriptions.all()))
        .on("GET", "/api/metrics/series", this::series)
        .on("GET", "/api/metrics/history", this::ofGpus)
        .on("GET", "/api/metrics/history/gpu", this::ofGpus)
        .on("GET", "/api/metrics/history/slurm", this::ofSlurm);
  }

  private Response series(Request request) throws Problem, OperationException, IOException {
    Query query = request.query();
    TimeRange range = TimeRanges.parse(query, clock.instant());
    Set<Metric> metrics = metrics(query);
    Optional<Subject> subject = subject(query, metrics);
    Optional<NodeId> place =
        subject.map(Subject::place).or(() -> query.text("nodeId").map(NodeId::new));
    Optional<String> part = subject.map(Subject::part).filter(name -> !name.isEmpty());
    return Response.json(
        new SeriesColumns(
            range, history.series(metrics, place, part, range), statistics(query)));
  }

  private static Set<Metric> metrics(Query query) throws Problem {
    Set<Metric> metrics = EnumSet.noneOf(Metric.class);
    for (String name : query.text("metrics").orElse("").split(",", -1)) {
      metrics.add(
          Metric.parse(name)
              .filter(Metric::isKept)
              .orElseThrow(
                  () ->
                      Problem.badRequest(
                          "cannot find the past of the metric '"
                              + name
                              + "': give metrics=…, names with commas between; see /api/metrics")));
    }
    if (metrics.size() > MOST_METRICS) {
      throw Problem.badRequest("cannot answer with more than " + MOST_METRICS + " metrics");
    }
    return metrics;
  }

  /** All, unless some are asked for. */
  private static Set<Statistic> statistics(Query query) throws Problem {
    Optional<String> names = query.text("statistics");
    if (names.isEmpty()) {
      return EnumSet.allOf(Statistic.class);
    }
    Set<Statistic> statistics = EnumSet.noneOf(Statistic.class);
    for (String name : names.get().split(",", -1)) {
      statistics.add(
          Statistic.parse(name)
              .orElseThrow(
                  () ->
                      Problem.badRequest(
                          "cannot find the statistic '" + name + "': use min, average or max")));
    }
    return statistics;
  }

  private static Optional<Subject> subject(Query query, Set<Metric> metrics) throws Problem {
    Optional<String> node = query.text("nodeId");
    if (node.isPresent() && !NodeId.isValid(node.get())) {
      throw Problem.notFound("cannot find a node of that name");
    }
    Optional<String> text = query.text("subject");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Subject subject =
        Subject.parse(text.get())
            .orElseThrow(
                () ->
                    Problem.badRequest(
                        "cannot read the subject '"
                            + text.get()
                            + "': give node:NAME, gpu:NODE/INDEX, server:NODE/NAME or cluster:NAME"));
    if (node.isPresent() || metrics.stream().anyMatch(metric -> metric.kind() != subject.kind())) {
      throw Problem.badRequest(
          "cannot answer for " + subject.text() + ": give metrics of its kind, and no nodeId");
    }
    return Optional.of(subject);
  }

  private Response ofGpus(Request request) throws Problem, OperationException, IOException {
    TimeRange range = TimeRanges.parse(request.query(), clock.instant());
    GpuChoice choice = GpuChoice.of(request.query(), fleet);
    return Response.json(
        HistoryRows.ofGpus(
            range, history.series(HistoryRows.GPU_METRICS, choice.node(), choice.gpu(), range)));
  }

  private Response ofSlurm(Request request) throws Problem, OperationException, IOException {
    TimeRange range = TimeRanges.parse(request.query(), clock.instant());
    return Response.json(
        HistoryRows.ofSlurm(
            range,
            history.series(HistoryRows.SLURM_METRICS, Optional.empty(), Optional.empty(), range)));
  }
}
