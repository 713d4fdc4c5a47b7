package org.dubnium.fleet.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.host.Delegate;
import org.dubnium.fleet.host.HostUnavailable;
import org.dubnium.fleet.host.ModeController;
import org.dubnium.fleet.web.Access;
import org.dubnium.fleet.web.Actor;
import org.dubnium.fleet.web.Json;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Request;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;

/**
 * The mode of this host: shown, explained, asked for in the name of the person whose session the page
 * has. polkit has the last word, and asks on that person's own desktop.
 */
final class ModeRoutes {

  private static final int LONGEST_REASON = 200;

  private final ModeController host;
  private final Access access;

  ModeRoutes(ModeController host, Access access) {
    this.host = host;
    this.access = access;
  }

  void addTo(Router router) {
    router
        .on("GET", "/api/mode", request -> Response.json(ask(request, host::state)))
        .onController("POST", "/api/mode", this::request)
        .on("GET", "/api/mode/explain", this::explain)
        .on("GET", "/api/mode/jobs/{id}", this::job);
  }

  private Response explain(Request request) throws Problem, IOException, InterruptedException {
    String mode =
        request
            .query()
            .text("mode")
            .orElseThrow(() -> Problem.badRequest("cannot explain without a mode: ?mode=…"));
    Optional<Delegate> person = access.actor(request).flatMap(ModeRoutes::person);
    return Response.json(ask(request, () -> host.explain(mode, person)));
  }

  /** 202: the switch has begun; how it goes is the job's to tell. */
  private Response request(Request request) throws Problem, IOException, InterruptedException {
    Actor actor = access.requireActor(request);
    if (actor instanceof Actor.LocalUser) {
      throw Problem.forbidden("cannot switch the mode over this socket: use 'mode request'");
    }
    JsonNode body = Json.object(request.body());
    JsonNode wanted = body.path("mode");
    JsonNode why = body.path("reason");
    String reason = why.asText("");
    if (!wanted.isTextual()
        || !(why.isTextual() || why.isMissingNode())
        || reason.length() > LONGEST_REASON) {
      throw Problem.badRequest(
          "cannot ask for a mode with that",
          List.of("mode: its name", "reason: " + LONGEST_REASON + " characters at most"));
    }
    Map<String, Object> job =
        ask(request, () -> host.request(wanted.textValue(), reason, person(actor)));
    return Response.json(202, job).with("Location", "/api/mode/jobs/" + job.get("Id"));
  }

  /** Whoever has the token is nobody in particular: the service asks for itself. */
  private static Optional<Delegate> person(Actor actor) {
    return actor instanceof Actor.Person(Delegate delegate)
        ? Optional.of(delegate)
        : Optional.empty();
  }

  private Response job(Request request) throws Problem, IOException, InterruptedException {
    String id = request.segment("id");
    if (!id.matches("\\d{1,9}")) {
      throw Problem.notFound("cannot find a job '" + id + "'");
    }
    return Response.json(ask(request, () -> host.job(Long.parseLong(id))));
  }

  /** A question to the mode controller. */
  @FunctionalInterface
  private interface Question {
    Map<String, Object> ask() throws HostUnavailable, InterruptedException;
  }

  private Map<String, Object> ask(Request request, Question question)
      throws Problem, InterruptedException {
    try {
      return question.ask();
    } catch (HostUnavailable refused) {
      String why = String.valueOf(refused.getMessage());
      throw switch (refused.code()) {
        case "UnknownMode", "UnknownObject", "NoSuchJob" -> Problem.notFound(why);
        case "Busy", "UnexpectedCurrent", "NotCancellable" -> Problem.conflict(why);
        case "InvalidOption", "InvalidArgs" -> Problem.badRequest(why);
        default -> access.problem(request, refused);
      };
    }
  }
}
