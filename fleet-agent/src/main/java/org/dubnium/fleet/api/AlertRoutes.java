package org.dubnium.fleet.api;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertJson;
import org.dubnium.fleet.alert.AlertRule;
import org.dubnium.fleet.alert.RuleDraft;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.service.Alerting;
import org.dubnium.fleet.web.Json;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Request;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;

/** Alert rules, and what fired. */
final class AlertRoutes {

  private static final int USUAL_EVENTS = 100;

  private final Alerting alerting;

  AlertRoutes(Alerting alerting) {
    this.alerting = alerting;
  }

  void addTo(Router router) {
    router
        .on(
            "GET",
            "/api/alerts",
            request -> Response.json(alerting.rules().stream().map(AlertJson::rule).toList()))
        .on("POST", "/api/alerts", this::create)
        .on("GET", "/api/alerts/{id}", request -> Response.json(AlertJson.rule(rule(request))))
        .on("PUT", "/api/alerts/{id}", this::update)
        .on("DELETE", "/api/alerts/{id}", this::delete)
        .on("GET", "/api/alerts/events/history", this::history)
        .on("GET", "/api/alerts/events/firing", request -> events(alerting.firing()))
        .on("POST", "/api/alerts/events/{id}/acknowledge", this::acknowledge);
  }

  private Response create(Request request) throws Problem, OperationException, IOException {
    AlertRule made = alerting.create(RuleDraft.parse(Json.object(request.body())));
    return Response.json(201, AlertJson.rule(made)).with("Location", "/api/alerts/" + made.id());
  }

  private Response update(Request request) throws Problem, OperationException, IOException {
    AlertRule before = rule(request);
    return Response.json(
        AlertJson.rule(
            alerting.update(
                before.id(), RuleDraft.parse(Json.object(request.body()), before.spec()))));
  }

  private Response delete(Request request) throws Problem, OperationException {
    alerting.delete(id(request, "rule"));
    return Response.noContent();
  }

  private Response history(Request request) throws Problem, OperationException, IOException {
    long limit =
        request.query().number("limit", 1, Alerting.LONGEST_HISTORY).orElse(USUAL_EVENTS);
    return events(alerting.history((int) limit));
  }

  private Response acknowledge(Request request) throws Problem, OperationException, IOException {
    return Response.json(AlertJson.event(alerting.acknowledge(id(request, "event"))));
  }

  private static Response events(List<AlertEvent> events) throws IOException {
    return Response.json(events.stream().map(AlertJson::event).toList());
  }

  private AlertRule rule(Request request) throws Problem, OperationException {
    return alerting.rule(id(request, "rule"));
  }

  /** The id in the path; what is no UUID cannot be found. */
  private static UUID id(Request request, String what) throws Problem {
    String text = request.segment("id");
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException none) {
      throw Problem.notFound("cannot find that " + what);
    }
  }
}
