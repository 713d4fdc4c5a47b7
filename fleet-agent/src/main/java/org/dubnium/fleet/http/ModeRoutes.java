package org.dubnium.fleet.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.host.HostUnavailable;
import org.dubnium.fleet.host.ModeController;
import org.dubnium.fleet.host.People;

/**
 * The mode of this host: shown, explained, asked for. polkit has the last word, and asks whoever sits
 * at the browser if that runs here.
 */
final class ModeRoutes {

  private static final int LONGEST_REASON = 200;

  private final ModeController host;
  private final People people;

  ModeRoutes(ModeController host, People people) {
    this.host = host;
    this.people = people;
  }

  void addTo(Router router) {
    router
        .on("GET", "/api/mode", request -> Response.json(ask(host::state)))
        .on("POST", "/api/mode", this::request)
        .on("GET", "/api/mode/explain", this::explain)
        .on("GET", "/api/mode/jobs/{id}", this::job);
  }

  private Response explain(Request request) throws Problem, IOException, InterruptedException {
    String mode =
        request
            .query()
            .text("mode")
            .orElseThrow(() -> Problem.badRequest("cannot explain without a mode: ?mode=…"));
    return Response.json(ask(() -> host.explain(mode, reader(request))));
  }

  /** 202: the switch has begun; how it goes is the job's to tell. */
  private Response request(Request request) throws Problem, IOException, InterruptedException {
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
    Map<String, Object> job = ask(() -> host.request(wanted.textValue(), reason, session(request)));
    return Response.json(202, job).with("Location", "/api/mode/jobs/" + job.get("Id"));
  }

  /** Everybody may read, those too in whose name nothing can be asked for. */
  private Optional<String> reader(Request request) throws HostUnavailable, InterruptedException {
    try {
      return session(request);
    } catch (HostUnavailable refused) {
      if (refused.code().equals("AccessDenied")) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private Optional<String> session(Request request) throws HostUnavailable, InterruptedException {
    return people.session(request.peer());
  }

  private Response job(Request request) throws Problem, IOException, InterruptedException {
    String id = request.segment("id");
    if (!id.matches("\\d{1,9}")) {
      throw Problem.notFound("cannot find a job '" + id + "'");
    }
    return Response.json(ask(() -> host.job(Long.parseLong(id))));
  }

  /** A question to the mode controller. */
  @FunctionalInterface
  private interface Question {
    Map<String, Object> ask() throws HostUnavailable, InterruptedException;
  }

  private static Map<String, Object> ask(Question question)
      throws Problem, InterruptedException {
    try {
      return question.ask();
    } catch (HostUnavailable refused) {
      String why = String.valueOf(refused.getMessage());
      throw switch (refused.code()) {
        case "UnknownMode", "UnknownObject", "NoSuchJob" -> Problem.notFound(why);
        case "Busy", "UnexpectedCurrent", "NotCancellable" -> Problem.conflict(why);
        case "AccessDenied", "InteractiveAuthorizationRequired" -> Problem.forbidden(why);
        case "InvalidOption", "InvalidArgs" -> Problem.badRequest(why);
        default -> Problem.unavailable(why);
      };
    }
  }
}
