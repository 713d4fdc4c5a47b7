package org.dubnium.fleet.api;

import java.io.IOException;
import org.dubnium.fleet.slurm.SlurmStatus;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Request;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;

/** The fleet now, in the form of the GPU Watchdog backend. */
final class FleetRoutes {

  private final FleetView fleet;

  FleetRoutes(FleetView fleet) {
    this.fleet = fleet;
  }

  void addTo(Router router) {
    router
        .on("GET", "/api/metrics/current", request -> Response.json(current()))
        .on("GET", "/api/metrics/gpu/{nodeId}", this::node)
        .on("GET", "/api/metrics/slurm", request -> Response.json(SlurmWire.of(slurm())))
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
}
