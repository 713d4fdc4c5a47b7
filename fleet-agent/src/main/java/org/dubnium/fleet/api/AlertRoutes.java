package org.dubnium.fleet.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertJson;
import org.dubnium.fleet.alert.AlertRule;
import org.dubnium.fleet.alert.InvalidRuleException;
import org.dubnium.fleet.alert.RuleDraft;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.service.Alerting;
import org.dubnium.fleet.web.EventHub;
import org.dubnium.fleet.web.Handler;
import org.dubnium.fleet.web.Json;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Request;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;

/** Alert rules, and what fired. */
final class AlertRoutes {

  private static final int MOST_EVENTS = 1000;
  private static final int USUAL_EVENTS = 100;

  private final Alerting alerting;

  private final EventHub events;

  AlertRoutes(Alerting alerting, EventHub events) {
    this.alerting = alerting;
    this.events = events;
  }

  void addTo(Router router) {
    router
        .on(
            "GET",
            "/api/alerts",
            request -> Response.json(alerting.rules().stream().map(AlertJson::rule).toList()))
        .on("POST", "/api/alerts", stored(this::create))
        .on("GET", "/api/alerts/{id}", request -> Response.json(AlertJson.rule(rule(request))))
        .on("PUT", "/api/alerts/{id}", stored(this::update))
        .on("DELETE", "/api/alerts/{id}", stored(this::delete))
        .on("GET", "/api/alerts/events/history", stored(this::history))
        .on("GET", "/api/alerts/events/firing", stored(request -> events(alerting.firing())))
        .on("POST", "/api/alerts/events/{id}/acknowledge", stored(this::acknowledge));
  }

  private Response create(Request request) throws Problem, IOException, AlertStoreException {
    try {
      AlertRule made =
          alerting
              .create(RuleDraft.parse(Json.object(request.body())))
              .orElseThrow(() -> Problem.conflict("cannot take more rules: delete one first"));
      tellOfRules();
      return Response.json(201, AlertJson.rule(made))
          .with("Location", "/api/alerts/" + made.id());
    } catch (InvalidRuleException invalid) {
      throw invalid(invalid);
    }
  }

  private Response update(Request request) throws Problem, IOException, AlertStoreException {
    AlertRule before = rule(request);
    try {
      AlertRule changed =
          alerting
              .update(before.id(), RuleDraft.parse(Json.object(request.body()), before.spec()))
              .orElseThrow(() -> unknown("rule"));
      tellOfRules();
      return Response.json(AlertJson.rule(changed));
    } catch (InvalidRuleException invalid) {
      throw invalid(invalid);
    }
  }

  private Response delete(Request request) throws Problem, AlertStoreException {
    if (!alerting.delete(id(request, "rule"))) {
      throw unknown("rule");
    }
    tellOfRules();
    return Response.nothing();
  }

  private Response history(Request request) throws Problem, IOException, AlertStoreException {
    int limit = (int) request.query().number("limit", 1, MOST_EVENTS).orElse(USUAL_EVENTS);
    return events(alerting.history(limit));
  }

  private Response acknowledge(Request request) throws Problem, IOException, AlertStoreException {
    AlertEvent event =
        alerting.acknowledge(id(request, "event")).orElseThrow(() -> unknown("event"));
    var _ = events.publish("alerts", AlertJson.event(event));
    return Response.json(AlertJson.event(event));
  }

  private void tellOfRules() {
    var _ = events.publish("alerts", Map.of("rules", true));
  }

  private static Response events(List<AlertEvent> events) throws IOException {
    return Response.json(events.stream().map(AlertJson::event).toList());
  }

  private AlertRule rule(Request request) throws Problem {
    return alerting.rule(id(request, "rule")).orElseThrow(() -> unknown("rule"));
  }

  private static UUID id(Request request, String what) throws Problem {
    String text = request.segment("id");
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException none) {
      throw unknown(what);
    }
  }

  private static Problem unknown(String what) {
    return Problem.notFound("cannot find that " + what);
  }

  private static Problem invalid(InvalidRuleException invalid) {
    return Problem.badRequest(
        "cannot use that rule",
        invalid.reasons().entrySet().stream()
            .map(reason -> reason.getKey() + ": " + reason.getValue())
            .sorted()
            .toList());
  }

  /** A handler that needs the store. */
  @FunctionalInterface
  private interface Stored {
    Response handle(Request request)
        throws Problem, IOException, InterruptedException, AlertStoreException;
  }

  private static Handler stored(Stored handler) {
    return request -> {
      try {
        return handler.handle(request);
      } catch (AlertStoreException unusable) {
        throw Problem.unavailable(String.valueOf(unusable.getMessage()));
      }
    };
  }
}
