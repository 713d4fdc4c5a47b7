package org.dubnium.fleet.api;

import java.io.IOException;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.service.FleetStatus;
import org.dubnium.fleet.web.Request;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;

/** The fleet now, in the form of the GPU Watchdog backend. */
final class FleetRoutes {

  private final FleetStatus fleet;

  FleetRoutes(FleetStatus fleet) {
    this.fleet = fleet;
  }

  void addTo(Router router) {
    router
        .on("GET", "/api/metrics/current", request -> Response.json(current()))
        .on("GET", "/api/metrics/gpu/{nodeId}", this::node)
        .on("GET", "/api/metrics/slurm", request -> Response.json(SlurmMetrics.of(fleet.slurm())))
        .on("GET", "/api/cluster/status", request -> Response.json(status()))
        .on(
            "GET",
            "/api/cluster/nodes",
            request -> Response.json(fleet.nodes().stream().map(ClusterNode::of).toList()));
  }

  CurrentMetrics current() {
    return CurrentMetrics.of(fleet.nodes(), fleet.slurmIfKnown().map(SlurmMetrics::of));
  }

  private ClusterStatus status() {
    return new ClusterStatus(
        fleet.summary(),
        fleet.slurmIfKnown().map(SlurmMetrics.Brief::of).orElse(null),
        CurrentMetrics.lastUpdated(fleet.nodes()));
  }

  private Response node(Request request) throws OperationException, IOException {
    String name = request.segment("nodeId");
    return Response.json(CurrentMetrics.node(fleet.node(name)));
  }
}
