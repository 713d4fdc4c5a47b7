package org.dubnium.fleet.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.service.SlurmCluster;
import org.dubnium.fleet.web.Json;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Query;
import org.dubnium.fleet.web.Request;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;

/** Slurm's queue and nodes: shown to readers, changed by whoever may change anything. */
final class SlurmRoutes {

  private static final int USUAL_JOBS = 1000;
  private static final int MOST_JOBS = 20_000;

  private final SlurmCluster slurm;
  private final Optional<NodeId> host;

  /**
   * Makes them.
   *
   * @param host this machine, which may be a node of the cluster; empty if nobody looks after its mode
   */
  SlurmRoutes(SlurmCluster slurm, Optional<NodeId> host) {
    this.slurm = slurm;
    this.host = host;
  }

  void addTo(Router router) {
    router
        .on("GET", "/api/slurm/jobs", this::jobs)
        .on("POST", "/api/slurm/jobs", this::submit)
        .on(
            "GET",
            "/api/slurm/jobs/{id}",
            request -> Response.json(SlurmJobs.Job.of(slurm.job(request.segment("id")))))
        .on("DELETE", "/api/slurm/jobs/{id}", this::cancel)
        .on("GET", "/api/slurm/nodes", request -> Response.json(SlurmNodes.of(slurm.nodes())))
        .on("GET", "/api/slurm/registration", this::registration)
        .on("POST", "/api/slurm/nodes/{node}/drain", this::drain)
        .on("POST", "/api/slurm/nodes/{node}/resume", this::resume);
  }

  private Response jobs(Request request)
      throws Problem, OperationException, IOException, InterruptedException {
    Query query = request.query();
    int most = (int) query.number("limit", 1, MOST_JOBS).orElse(USUAL_JOBS);
    return Response.json(
        SlurmJobs.of(slurm.jobs(query.text("state"), query.text("user")), most));
  }

  private Response submit(Request request)
      throws Problem, OperationException, IOException, InterruptedException {
    String id = slurm.submit(SubmissionBody.read(Json.object(request.body())));
    return Response.json(201, Map.of("id", id)).with("Location", "/api/slurm/jobs/" + id);
  }

  private Response cancel(Request request) throws OperationException, InterruptedException {
    slurm.cancel(request.segment("id"));
    return Response.noContent();
  }

  private Response registration(Request request)
      throws OperationException, IOException, InterruptedException {
    if (host.isEmpty()) {
      return Response.json(SlurmRegistration.NOBODYS);
    }
    return Response.json(SlurmRegistration.of(slurm.registration(host.get().value())));
  }

  private Response drain(Request request)
      throws Problem, OperationException, IOException, InterruptedException {
    JsonNode reason = Json.object(request.body()).path("reason");
    if (!reason.isTextual()) {
      throw Problem.badRequest("cannot drain without a reason: send {\"reason\": \"…\"}");
    }
    slurm.drain(request.segment("node"), reason.textValue());
    return Response.noContent();
  }

  private Response resume(Request request) throws OperationException, InterruptedException {
    slurm.resume(request.segment("node"));
    return Response.noContent();
  }
}
