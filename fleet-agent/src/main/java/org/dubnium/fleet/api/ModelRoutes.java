package org.dubnium.fleet.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.contract.ExplainInfo;
import org.dubnium.dbus.contract.JobProperties;
import org.dubnium.dbus.contract.RequestOptions;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.service.Models;
import org.dubnium.fleet.web.Json;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Request;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;

/**
 * The models of this host: shown, explained, and chosen in the name of the person whose session the page
 * has; polkit has the last word. The server of one is put to sleep by whoever may change anything.
 */
final class ModelRoutes {

  private final Models models;
  private final ModeControllerClient host;
  private final HostQuestions questions;

  ModelRoutes(Models models, ModeControllerClient host, HostQuestions questions) {
    this.models = models;
    this.host = host;
    this.questions = questions;
  }

  void addTo(Router router) {
    router
        .on("GET", "/api/models", this::list)
        .on("GET", "/api/models/server", this::server)
        .on("POST", "/api/models/server/sleep", this::sleep)
        .on("POST", "/api/models/server/wake", this::wake)
        .on("GET", "/api/models/{name}/explain", this::explain)
        .onController("POST", "/api/models/{name}/select", this::select);
  }

  private Response list(Request request) throws Problem, IOException, InterruptedException {
    return Response.json(ModelList.of(questions.ask(request, models::overview)));
  }

  private Response server(Request request) throws Problem, IOException, InterruptedException {
    return Response.json(ModelList.Server.of(questions.ask(request, models::server)));
  }

  private Response explain(Request request) throws Problem, IOException, InterruptedException {
    String name = name(request);
    RequestOptions options = questions.options(request);
    ExplainInfo explained = questions.ask(request, () -> models.explain(name, options));
    return Response.json(ExplainInfo.CODEC.write(explained));
  }

  /** 202: a swap has begun; how it goes is the job's to tell. 200: it is selected, and no server runs. */
  private Response select(Request request) throws Problem, IOException, InterruptedException {
    String name = name(request);
    RequestOptions options =
        questions
            .optionsOfChange(request, "select a model", "mode model select")
            .withReason(Reasons.of(Json.object(request.body())));
    OptionalLong id = questions.ask(request, () -> models.select(name, options));
    if (id.isEmpty()) {
      return Response.json(Map.of("selected", name));
    }
    JobProperties job = questions.ask(request, () -> host.job(id.getAsLong()));
    return Response.json(202, JobProperties.CODEC.write(job))
        .with("Location", "/api/mode/jobs/" + job.id());
  }

  /** The name in the path, if it has the form of the name of a model. */
  private static String name(Request request) throws Problem {
    String name = request.segment("name");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw Problem.notFound("cannot find a model of that name");
    }
    return name;
  }

  private Response sleep(Request request)
      throws Problem, OperationException, IOException, InterruptedException {
    JsonNode level = Json.object(request.body()).path("level");
    if (!level.isInt() || level.intValue() < 1 || level.intValue() > 2) {
      throw Problem.badRequest(
          "cannot put the model server to sleep like that",
          List.of("level: 1 keeps the weights in the machine's memory, 2 drops them"));
    }
    models.sleep(level.intValue());
    return Response.noContent();
  }

  private Response wake(Request request) throws OperationException, InterruptedException {
    models.wake();
    return Response.noContent();
  }
}
