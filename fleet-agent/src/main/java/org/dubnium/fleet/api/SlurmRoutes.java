package org.dubnium.fleet.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.dubnium.fleet.slurm.SlurmActions;
import org.dubnium.fleet.slurm.SlurmJob;
import org.dubnium.fleet.slurm.SlurmReading;
import org.dubnium.fleet.slurm.SlurmRefusal;
import org.dubnium.fleet.slurm.SlurmWatch;
import org.dubnium.fleet.web.EventHub;
import org.dubnium.fleet.web.Json;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Query;
import org.dubnium.fleet.web.Request;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;

/**
 * Slurm's queue and nodes: shown, and changed with the rights that this service has in Slurm,
 * by whoever may change anything.
 */
final class SlurmRoutes {

  private static final int USUAL_JOBS = 1000;
  private static final int MOST_JOBS = 20_000;

  private final SlurmWatch slurm;
  private final SlurmActions actions;
  private final EventHub events;

  SlurmRoutes(SlurmWatch slurm, SlurmActions actions, EventHub events) {
    this.slurm = slurm;
    this.actions = actions;
    this.events = events;
  }

  void addTo(Router router) {
    router
        .on("GET", "/api/slurm/jobs", this::jobs)
        .on("POST", "/api/slurm/jobs", this::submit)
        .on("GET", "/api/slurm/jobs/{id}", this::job)
        .on("DELETE", "/api/slurm/jobs/{id}", this::cancel)
        .on(
            "GET",
            "/api/slurm/nodes",
            request -> Response.json(SlurmNodes.of(known().status().nodes())))
        .on("POST", "/api/slurm/nodes/{node}/drain", this::drain)
        .on("POST", "/api/slurm/nodes/{node}/resume", this::resume);
  }

  private Response jobs(Request request) throws Problem, IOException, InterruptedException {
    Query query = request.query();
    int most = (int) query.number("limit", 1, MOST_JOBS).orElse(USUAL_JOBS);
    return Response.json(
        SlurmJobs.of(known().jobs(), query.text("state"), query.text("user"), most));
  }

  private Response job(Request request) throws Problem, IOException, InterruptedException {
    String id = request.segment("id");
    SlurmJob job =
        known().jobs().stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("cannot find a job of that id in the queue"));
    return Response.json(SlurmJobs.Job.of(job));
  }

  private Response submit(Request request) throws Problem, IOException, InterruptedException {
    JsonNode body = Json.object(request.body());
    requireEnabled();
    String id = change(() -> actions.submit(SubmissionBody.read(body)));
    return Response.json(201, Map.of("id", id)).with("Location", "/api/slurm/jobs/" + id);
  }

  private Response cancel(Request request) throws Problem, IOException, InterruptedException {
    String id = request.segment("id");
    requireEnabled();
    var _ =
        change(
            () -> {
              actions.cancel(id);
              return id;
            });
    return Response.nothing();
  }

  private Response drain(Request request) throws Problem, IOException, InterruptedException {
    JsonNode reason = Json.object(request.body()).path("reason");
    if (!reason.isTextual()) {
      throw Problem.badRequest("cannot drain without a reason: send {\"reason\": \"…\"}");
    }
    String node = node(request);
    var _ =
        change(
            () -> {
              actions.drain(node, reason.textValue());
              return node;
            });
    return Response.nothing();
  }

  private Response resume(Request request) throws Problem, IOException, InterruptedException {
    String node = node(request);
    var _ =
        change(
            () -> {
              actions.resume(node);
              return node;
            });
    return Response.nothing();
  }

  /** A node that there is. Slurm would take lists and ranges, too. */
  private String node(Request request) throws Problem, InterruptedException {
    String name = request.segment("node");
    if (known().status().nodes().stream().noneMatch(node -> node.name().equals(name))) {
      throw Problem.notFound("cannot find a node of that name in the cluster");
    }
    return name;
  }

  private void requireEnabled() throws Problem {
    if (!slurm.isEnabled()) {
      throw Problem.notFound("cannot ask Slurm: slurm.enabled is false");
    }
  }

  private SlurmReading.Known known() throws Problem, InterruptedException {
    return switch (slurm.current()) {
      case SlurmReading.Known known -> known;
      case SlurmReading.Absent(String why) -> throw Problem.notFound("cannot tell of Slurm: " + why);
      case SlurmReading.Silent(String why) ->
          throw Problem.unavailable("cannot tell of Slurm: " + why);
    };
  }

  /** What Slurm is asked to do. */
  @FunctionalInterface
  private interface Change {
    String make() throws SlurmRefusal, Problem, InterruptedException;
  }

  private String change(Change change) throws Problem, IOException, InterruptedException {
    try {
      String of = change.make();
      slurm.changed();
      events.publish("slurm", Map.of("changed", of));
      return of;
    } catch (SlurmRefusal refusal) {
      String why = String.valueOf(refusal.getMessage());
      throw switch (refusal.kind()) {
        case INVALID -> Problem.badRequest(why);
        case UNKNOWN -> Problem.notFound(why);
        case FORBIDDEN -> Problem.forbidden(why);
        case REFUSED -> Problem.conflict(why);
        case SILENT -> {
          slurm.changed();
          yield Problem.unavailable(why);
        }
      };
    }
  }
}
