package org.dubnium.testbed.runpod.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dubnium.testbed.runpod.PodStatus;
import org.dubnium.testbed.runpod.StandIn;
import org.dubnium.testbed.runpod.history.History;
import org.dubnium.testbed.runpod.history.PodHistory;
import org.dubnium.testbed.runpod.history.RateSpan;

/** What there is and was, as JSON. */
final class HistoryJson {

  private HistoryJson() {}

  /** Everything that ever existed, and what it cost. */
  static ObjectNode of(History history) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("at", history.at().toString());
    json.put("costPerHour", history.costPerHour());
    json.put("maxCostPerHour", history.maxCostPerHour());
    json.put("billed", history.billed());
    ObjectNode most = json.putObject("maxConcurrent");
    history.maxConcurrent().forEach(most::put);
    ArrayNode pods = json.putArray("pods");
    history.pods().forEach(pod -> write(pods.addObject(), pod));
    ArrayNode volumes = json.putArray("volumes");
    history
        .volumes()
        .forEach(volume -> volumes.addObject().put("id", volume.id()).put("name", volume.name()));
    return json;
  }

  /** The pods that exist, with their status. */
  static ObjectNode existing(Simulation simulation) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode pods = json.putArray("pods");
    simulation.change(standIn -> write(pods, standIn));
    return json;
  }

  private static void write(ArrayNode pods, StandIn standIn) {
    for (PodHistory pod : standIn.history().existing()) {
      pods.addObject()
          .put("id", pod.id())
          .put("name", pod.name())
          .put("foreign", pod.foreign())
          .put("status", standIn.status(pod.id()).map(PodStatus::name).orElse(""))
          .put("answers", standIn.answers(pod.id()));
    }
  }

  private static void write(ObjectNode json, PodHistory pod) {
    json.put("id", pod.id()).put("name", pod.name()).put("foreign", pod.foreign());
    json.put("createdAt", pod.createdAt().toString());
    json.put("goneAt", pod.goneAt() == null ? null : pod.goneAt().toString());
    ArrayNode spans = json.putArray("spans");
    for (RateSpan span : pod.spans()) {
      spans
          .addObject()
          .put("from", span.from().toString())
          .put("until", span.until() == null ? null : span.until().toString())
          .put("compute", span.compute())
          .put("storage", span.storage());
    }
  }
}
