package org.dubnium.fleet.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.bus.StandardError;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.contract.ExplainInfo;
import org.dubnium.dbus.contract.JobProperties;
import org.dubnium.dbus.contract.ModeControllerProperties;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.RequestOptions;
import org.dubnium.fleet.host.Delegate;
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

  /** Somebody may have to type a password. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** The host is looked at for it. */
  private static final Duration EXPLANATION = Duration.ofSeconds(25);

  private final ModeControllerClient host;
  private final Access access;

  ModeRoutes(ModeControllerClient host, Access access) {
    this.host = host;
    this.access = access;
  }

  void addTo(Router router) {
    router
        .on("GET", "/api/mode", this::show)
        .onController("POST", "/api/mode", this::request)
        .on("GET", "/api/mode/explain", this::explain)
        .on("GET", "/api/mode/jobs/{id}", this::job);
  }

  private Response show(Request request) throws Problem, IOException, InterruptedException {
    ModeControllerProperties state = ask(request, host::properties);
    return Response.json(ModeControllerProperties.CODEC.write(state));
  }

  private Response explain(Request request) throws Problem, IOException, InterruptedException {
    String mode =
        request
            .query()
            .text("mode")
            .orElseThrow(() -> Problem.badRequest("cannot explain without a mode: ?mode=…"));
    Optional<Delegate> person = access.actor(request).flatMap(ModeRoutes::person);
    RequestOptions options = RequestOptions.NONE.inTheNameOf(person.map(Delegate::secret));
    ExplainInfo explained =
        ask(request, () -> host.within(EXPLANATION).explain(mode, options));
    return Response.json(ExplainInfo.CODEC.write(explained));
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
    RequestOptions options =
        RequestOptions.NONE
            .withReason(reason)
            .inTheNameOf(person(actor).map(Delegate::secret));
    JobProperties job =
        ask(
            request,
            () -> host.job(host.requestMode(wanted.textValue(), options, PATIENCE)));
    return Response.json(202, JobProperties.CODEC.write(job))
        .with("Location", "/api/mode/jobs/" + job.id());
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
    JobProperties job = ask(request, () -> host.job(Long.parseLong(id)));
    return Response.json(JobProperties.CODEC.write(job));
  }

  /** A question to the mode controller. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws ModeControllerException, InterruptedException;
  }

  private <T> T ask(Request request, Question<T> question)
      throws Problem, InterruptedException {
    try {
      return question.ask();
    } catch (ModeControllerException refused) {
      String why = String.valueOf(refused.getMessage());
      throw switch (refused.error()) {
        case ModeError.UNKNOWN_MODE, StandardError.UNKNOWN_OBJECT, ModeError.NO_SUCH_JOB ->
            Problem.notFound(why);
        case ModeError.BUSY, ModeError.UNEXPECTED_CURRENT, ModeError.NOT_CANCELLABLE ->
            Problem.conflict(why);
        case ModeError.INVALID_OPTION, StandardError.INVALID_ARGS -> Problem.badRequest(why);
        default -> access.problem(request, refused);
      };
    }
  }
}
