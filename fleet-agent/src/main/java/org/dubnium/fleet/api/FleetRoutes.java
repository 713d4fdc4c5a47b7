package org.dubnium.fleet.api;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.slurm.SlurmStatus;
import org.dubnium.fleet.telemetry.History;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.dubnium.fleet.telemetry.Series;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Request;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;

/** The fleet now and in the past, in the form of the GPU Watchdog backend. */
final class FleetRoutes {

  private final FleetView fleet;
  private final History history;
  private final InstantSource clock;

  FleetRoutes(FleetView fleet, History history, InstantSource clock) {
    this.fleet = fleet;
    this.history = history;
    this.clock = clock;
  }

  void addTo(Router router) {
    router
        .on("GET", "/api/metrics/current", request -> Response.json(current()))
        .on("GET", "/api/metrics/gpu/{nodeId}", this::node)
        .on("GET", "/api/metrics/slurm", request -> Response.json(SlurmWire.of(slurm())))
        .on("GET", "/api/metrics/history", this::gpuHistory)
        .on("GET", "/api/metrics/history/gpu", this::gpuHistory)
        .on("GET", "/api/metrics/history/slurm", this::slurmHistory)
        .on("GET", "/api/cluster/status", request -> Response.json(status()))
        .on(
            "GET",
            "/api/cluster/nodes",
            request -> Response.json(fleet.nodes().get().stream().map(ClusterNode::of).toList()));
  }

  CurrentMetrics current() {
    return CurrentMetrics.of(fleet.nodes().get(), fleet.slurmStatus().map(SlurmWire::of));
  }

  private ClusterStatus status() {
    return ClusterStatus.of(fleet.nodes().get(), fleet.slurmStatus().map(SlurmWire.Brief::of));
  }

  private SlurmStatus slurm() throws Problem {
    return fleet
        .slurmStatus()
        .orElseThrow(() -> Problem.notFound("cannot tell of Slurm: " + fleet.slurmProblem()));
  }

  private Response node(Request request) throws Problem, IOException {
    String name = request.segment("nodeId");
    return Response.json(CurrentMetrics.node(fleet.known(name)));
  }

  private Response gpuHistory(Request request) throws Problem, IOException {
    TimeRange range = TimeRange.of(request.query(), clock.instant());
    GpuChoice choice = GpuChoice.of(request.query(), fleet);
    int curves = choice.curves(fleet);
    List<Series> series =
        ask(
            new HistoryQuery(
                GpuHistory.METRICS,
                choice.node(),
                choice.gpu(),
                range.start(),
                range.end(),
                range.resolution(curves)));
    return Response.json(GpuHistory.of(range, range.told(series, curves)));
  }

  private Response slurmHistory(Request request) throws Problem, IOException {
    TimeRange range = TimeRange.of(request.query(), clock.instant());
    List<Series> series =
        ask(
            new HistoryQuery(
                SlurmHistory.METRICS,
                Optional.empty(),
                range.start(),
                range.end(),
                range.resolution(1)));
    return Response.json(SlurmHistory.of(range, range.told(series, 1)));
  }

  private List<Series> ask(HistoryQuery query) throws Problem {
    try {
      return history.query(query);
    } catch (HistoryException unreadable) {
      throw Problem.unavailable(String.valueOf(unreadable.getMessage()));
    }
  }
}
