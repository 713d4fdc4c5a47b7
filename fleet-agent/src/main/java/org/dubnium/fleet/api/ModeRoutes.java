package org.dubnium.fleet.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.contract.ExplainInfo;
import org.dubnium.dbus.contract.JobProperties;
import org.dubnium.dbus.contract.ModeControllerProperties;
import org.dubnium.dbus.contract.RequestOptions;
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

  /** Somebody may have to type a password. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** The host is looked at for it. */
  private static final Duration EXPLANATION = Duration.ofSeconds(25);

  private final ModeControllerClient host;
  private final HostQuestions questions;

  ModeRoutes(ModeControllerClient host, HostQuestions questions) {
    this.host = host;
    this.questions = questions;
  }

  void addTo(Router router) {
    router
        .on("GET", "/api/mode", this::show)
        .onController("POST", "/api/mode", this::request)
        .on("GET", "/api/mode/explain", this::explain)
        .on("GET", "/api/mode/jobs/{id}", this::job);
  }

  private Response show(Request request) throws Problem, IOException, InterruptedException {
    ModeControllerProperties state = questions.ask(request, host::properties);
    return Response.json(ModeControllerProperties.CODEC.write(state));
  }

  private Response explain(Request request) throws Problem, IOException, InterruptedException {
    String mode =
        request
            .query()
            .text("mode")
            .orElseThrow(() -> Problem.badRequest("cannot explain without a mode: ?mode=…"));
    RequestOptions options = questions.options(request);
    ExplainInfo explained =
        questions.ask(request, () -> host.within(EXPLANATION).explain(mode, options));
    return Response.json(ExplainInfo.CODEC.write(explained));
  }

  /** 202: the switch has begun; how it goes is the job's to tell. */
  private Response request(Request request) throws Problem, IOException, InterruptedException {
    RequestOptions options =
        questions.optionsOfChange(request, "switch the mode", "mode request");
    JsonNode body = Json.object(request.body());
    JsonNode wanted = body.path("mode");
    if (!wanted.isTextual()) {
      throw Problem.badRequest(
          "cannot ask for a mode with that", List.of("mode: its name", Reasons.BOUND));
    }
    RequestOptions asked = options.withReason(Reasons.of(body));
    JobProperties job =
        questions.ask(
            request,
            () -> host.job(host.requestMode(wanted.textValue(), asked, PATIENCE)));
    return Response.json(202, JobProperties.CODEC.write(job))
        .with("Location", "/api/mode/jobs/" + job.id());
  }

  private Response job(Request request) throws Problem, IOException, InterruptedException {
    String id = request.segment("id");
    if (!id.matches("\\d{1,9}")) {
      throw Problem.notFound("cannot find a job '" + id + "'");
    }
    JobProperties job = questions.ask(request, () -> host.job(Long.parseLong(id)));
    return Response.json(JobProperties.CODEC.write(job));
  }
}
