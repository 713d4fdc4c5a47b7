package org.dubnium.testbed.runpod.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dubnium.testbed.runpod.Console;
import org.dubnium.testbed.runpod.catalog.StandardCatalog;

/** What others in the account do, as JSON. */
final class ConsoleOrders {

  private final Simulation simulation;

  ConsoleOrders(Simulation simulation) {
    this.simulation = simulation;
  }

  /**
   * Does what the word says to what the body names: {@code pod}, {@code gpu}, {@code free} and the
   * like.
   */
  JsonNode carryOut(String word, JsonNode body) {
    ObjectNode done = JsonNodeFactory.instance.objectNode();
    String pod = body.path("pod").asText();
    simulation.change(
        standIn -> {
          Console console = standIn.console();
          if (!pod.isEmpty() && standIn.status(pod).isEmpty()) {
            throw new IllegalArgumentException("cannot find pod " + pod);
          }
          switch (word) {
            case "create" ->
                done.put(
                    "id",
                    console.createPod(
                        body.path("name").asText("foreign"),
                        body.path("gpu").asText(StandardCatalog.A40),
                        body.path("count").asInt(1)));
            case "stop" -> console.stop(pod);
            case "fail" -> console.fail(pod);
            case "terminate" -> console.terminate(pod);
            case "free" -> {
              if (pod.isEmpty()) {
                console.setFree(body.path("gpu").asText(), body.path("free").asInt());
              } else {
                console.setFreeOnHost(pod, body.path("free").asInt());
              }
            }
            case "load" -> console.setLoad(pod, body.path("percent").asInt());
            case "log" -> console.log(pod, body.path("line").asText());
            default -> throw new IllegalArgumentException("cannot do '" + word + "'");
          }
        });
    return done;
  }
}
