package org.dubnium.fleet.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.Selection;
import org.dubnium.fleet.pod.reconcile.RemainingPod;
import org.dubnium.fleet.service.PodCosts;
import org.dubnium.fleet.service.Pods;
import org.dubnium.fleet.web.Access;
import org.dubnium.fleet.web.Actor;
import org.dubnium.fleet.web.Json;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Request;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;

/** Rented pods: shown to readers, changed by whoever may change anything. */
final class PodRoutes {

  private static final int USUAL_DAYS = 7;
  private static final int MOST_DAYS = 90;
  private static final long MOST_MINUTES = Duration.ofDays(7).toMinutes();

  private final Pods pods;
  private final PodCosts costs;
  private final Access access;
  private final InstantSource clock;

  PodRoutes(Pods pods, PodCosts costs, Access access, InstantSource clock) {
    this.pods = pods;
    this.costs = costs;
    this.access = access;
    this.clock = clock;
  }

  void addTo(Router router) {
    router
        .on("GET", "/api/pods", request -> shown(200))
        .on("GET", "/api/pods/plan", this::plan)
        .on("GET", "/api/pods/cost", this::cost)
        .on("POST", "/api/pods/apply", this::apply)
        .on("POST", "/api/pods/destroy", this::destroyAll)
        .on("POST", "/api/pods/{pod}/start", request -> change(request, pods::start))
        .on("POST", "/api/pods/{pod}/stop", request -> change(request, pods::stop))
        .on("POST", "/api/pods/{pod}/adopt", request -> change(request, pods::adopt))
        .on("POST", "/api/pods/{pod}/keep", this::keep)
        .on("DELETE", "/api/pods/{pod}", request -> change(request, pods::destroy));
  }

  /** A change of one pod in a person's name. */
  private interface Change {
    void make(String pod, String actor) throws OperationException, InterruptedException;
  }

  private Response change(Request request, Change change)
      throws Problem, OperationException, IOException, InterruptedException {
    change.make(request.segment("pod"), actor(request));
    return shown(202);
  }

  /** What is shown after a change is as before it: it is made in the next round. */
  private Response shown(int status) throws OperationException, IOException {
    Optional<Pods.Overview> overview = pods.overview();
    return Response.json(status, overview.map(PodList::of).orElse(PodList.NOT_CONFIGURED));
  }

  private Response cost(Request request)
      throws Problem, OperationException, IOException, InterruptedException {
    int days = (int) request.query().number("days", 1, MOST_DAYS).orElse(USUAL_DAYS);
    return Response.json(PodCostJson.of(costs.last(days)));
  }

  private Response plan(Request request)
      throws Problem, OperationException, IOException, InterruptedException {
    Optional<String> only = request.query().text("only");
    Selection selection =
        only.isPresent() ? selection(List.of(only.get().split(",", -1))) : Selection.ALL;
    return Response.json(PodPlanJson.of(pods.plan(selection)));
  }

  private Response apply(Request request)
      throws Problem, OperationException, IOException, InterruptedException {
    JsonNode body = Json.object(request.body());
    JsonNode plan = body.path("plan");
    if (!plan.isTextual()) {
      throw Problem.badRequest(
          "cannot apply what nobody saw: send {\"plan\": \"…\"} with the fingerprint of GET /api/pods/plan");
    }
    pods.apply(plan.textValue(), selection(body.path("only")), actor(request));
    return shown(202);
  }

  private static Selection selection(JsonNode only) throws Problem {
    if (only.isMissingNode() || only.isNull()) {
      return Selection.ALL;
    }
    List<String> names = new ArrayList<>();
    for (JsonNode name : only) {
      names.add(name.asText());
    }
    if (!only.isArray() || names.isEmpty()) {
      throw Problem.badRequest(
          "cannot tell which pods are meant", List.of("only: an array of names of declarations"));
    }
    return selection(names);
  }

  private static Selection selection(List<String> names) throws Problem {
    if (!names.stream().allMatch(PodDeclaration::isName)) {
      throw Problem.badRequest(
          "cannot tell which pods are meant", List.of("only: names of declarations"));
    }
    return new Selection(Optional.of(Set.copyOf(names)));
  }

  private Response destroyAll(Request request)
      throws Problem, OperationException, IOException, InterruptedException {
    JsonNode fleet = Json.object(request.body()).path("fleet");
    if (!fleet.isTextual()) {
      throw Problem.badRequest("cannot destroy pods without the fleet's id: send {\"fleet\": \"…\"}");
    }
    List<RemainingPod> left = pods.destroyAll(fleet.textValue(), actor(request));
    return Response.json(
        Map.of(
            "left", left.stream().map(pod -> pod.name().toString()).toList(),
            "volumes",
            pods.volumes().stream().map(each -> new Volume(each.id(), each.name())).toList(),
            "provenAt", clock.instant().toString()));
  }

  /** A network volume that stays. */
  private record Volume(String id, String name) {}

  private Response keep(Request request)
      throws Problem, OperationException, IOException, InterruptedException {
    JsonNode minutes = Json.object(request.body()).path("minutes");
    if (!minutes.isIntegralNumber()
        || !minutes.canConvertToLong()
        || minutes.longValue() < 1
        || minutes.longValue() > MOST_MINUTES) {
      throw Problem.badRequest(
          "cannot keep a pod like that", List.of("minutes: 1 to " + MOST_MINUTES));
    }
    Duration time = Duration.ofMinutes(minutes.longValue());
    return change(request, (pod, actor) -> pods.keep(pod, time, actor));
  }

  /** As events have it. */
  private String actor(Request request) throws Problem {
    return switch (access.requireActor(request)) {
      case Actor.TokenHolder _ -> "holder of the API token";
      case Actor.LocalUser(long uid) -> "uid " + uid;
      case Actor.Person(var delegate) -> delegate.user() + " (uid " + delegate.uid() + ")";
    };
  }
}
