package org.dubnium.testbed.runpod.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import org.dubnium.testbed.runpod.ApiKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other side of the stage, below {@code /stand-in/}: sets time and faults, does what others in
 * the account do, and tells what there is. Needs no key.
 */
final class AdminHandler implements HttpHandler {

  static final String PREFIX = "/stand-in/";

  private static final Logger log = LoggerFactory.getLogger(AdminHandler.class);

  private final Simulation simulation;
  private final Defects defects;
  private final ConsoleOrders console;
  private final ObjectMapper mapper = new ObjectMapper();

  AdminHandler(Simulation simulation, Defects defects) {
    this.simulation = simulation;
    this.defects = defects;
    this.console = new ConsoleOrders(simulation);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String order =
          exchange.getRequestMethod()
              + " "
              + exchange.getRequestURI().getPath().substring(PREFIX.length());
      String body = Exchanges.body(exchange);
      log.info("{} {}", order, body);
      try {
        JsonNode answer = answer(order, mapper.readTree(body.isEmpty() ? "{}" : body));
        Exchanges.send(exchange, 200, "application/json", answer.toPrettyString() + "\n");
      } catch (JsonProcessingException | IllegalArgumentException | IllegalStateException refused) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("error", String.valueOf(refused.getMessage()));
        Exchanges.send(exchange, 400, "application/json", error + "\n");
      }
    }
  }

  private JsonNode answer(String order, JsonNode body) {
    ObjectNode done = JsonNodeFactory.instance.objectNode();
    switch (order) {
      case "GET pods" -> {
        return HistoryJson.existing(simulation);
      }
      case "GET history" -> {
        return HistoryJson.of(simulation.ask(standIn -> standIn.history()));
      }
      case "GET defects" -> {
        var list = done.putArray("defects");
        defects.messages().forEach(list::add);
      }
      case "POST advance" -> {
        long millis = Math.round(body.path("seconds").asDouble() * 1000);
        if (millis <= 0) {
          throw new IllegalArgumentException("cannot advance: give \"seconds\" above 0");
        }
        simulation.advance(Duration.ofMillis(millis));
        done.put("now", simulation.now().toString());
      }
      case "POST faults" ->
          simulation.change(standIn -> FaultOrders.apply(standIn, simulation.now(), body));
      case "DELETE faults" -> simulation.change(standIn -> standIn.faults().clear());
      case "POST keys" ->
          simulation.change(
              standIn ->
                  standIn
                      .keys()
                      .put(
                          body.path("key").asText(ApiKeys.FIRST),
                          ApiKeys.Rights.valueOf(body.path("rights").asText())));
      default -> {
        if (order.startsWith("POST console/")) {
          return console.carryOut(order.substring("POST console/".length()), body);
        }
        throw new IllegalArgumentException(
            "cannot do '%s': see testbed/runpod/README.md".formatted(order));
      }
    }
    return done;
  }
}
