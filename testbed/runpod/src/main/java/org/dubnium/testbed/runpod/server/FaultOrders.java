package org.dubnium.testbed.runpod.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dubnium.testbed.runpod.StandIn;
import org.dubnium.testbed.runpod.fault.AnswerFault;
import org.dubnium.testbed.runpod.fault.FaultPlan;
import org.dubnium.testbed.runpod.fault.PodFault;

/**
 * Faults as JSON: {@code next} and {@code every} by operation, {@code pods} as lists of faults for
 * the next pods, {@code chances} by fault, {@code outage} of some seconds from now on.
 */
final class FaultOrders {

  private FaultOrders() {}

  /** Adds the faults to those that are set. */
  static void apply(StandIn standIn, Instant now, JsonNode orders) {
    FaultPlan plan = standIn.faults();
    for (Map.Entry<String, JsonNode> next : orders.path("next").properties()) {
      texts(next.getValue()).forEach(name -> plan.next(next.getKey(), AnswerFault.valueOf(name)));
    }
    for (Map.Entry<String, JsonNode> every : orders.path("every").properties()) {
      plan.every(every.getKey(), AnswerFault.valueOf(every.getValue().asText()));
    }
    for (JsonNode pod : orders.path("pods")) {
      plan.nextPod(texts(pod).stream().map(PodFault::valueOf).toArray(PodFault[]::new));
    }
    for (Map.Entry<String, JsonNode> chance : orders.path("chances").properties()) {
      double probability = chance.getValue().asDouble();
      if (Arrays.stream(PodFault.values())
          .anyMatch(fault -> fault.name().equals(chance.getKey()))) {
        plan.chance(PodFault.valueOf(chance.getKey()), probability);
      } else {
        plan.chance(AnswerFault.valueOf(chance.getKey()), probability);
      }
    }
    JsonNode outage = orders.path("outage");
    if (outage.isObject()) {
      Duration time = Duration.ofSeconds(outage.path("seconds").asLong());
      String fault = outage.path("fault").asText(AnswerFault.BROKEN_BEFORE_EFFECT.name());
      plan.outage(now, now.plus(time), AnswerFault.valueOf(fault));
    }
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isTextual()) {
      texts.add(node.textValue());
    }
    node.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
