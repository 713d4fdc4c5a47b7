package org.dubnium.fleet.alert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.dubnium.fleet.domain.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Rules and events as the HTTP API and the webhook carry them: times ISO 8601, what is missing
 * null.
 */
public final class AlertJson {

  private AlertJson() {}

  /** A rule, with the fields that {@link RuleDraft} reads. */
  public static ObjectNode rule(AlertRule rule) {
    RuleSpec spec = rule.spec();
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", rule.id().toString())
        .put("name", spec.name())
        .put("metric", spec.metric().text())
        .put("condition", spec.condition().text())
        .put("threshold", spec.threshold())
        .put("duration", spec.duration().toSeconds())
        .put("nodeFilter", spec.nodes().map(NodeFilter::text).orElse(null))
        .put("enabled", spec.enabled())
        .put("createdAt", time(rule.createdAt()))
        .put("updatedAt", time(rule.updatedAt()));
  }

  /** An event; {@code nodeId} is the cluster of what is one, {@code gpu} an index. */
  public static ObjectNode event(AlertEvent event) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", event.id().toString())
        .put("ruleId", event.ruleId().toString())
        .put("ruleName", event.ruleName())
        .put("subject", event.subject().text())
        .put("nodeId", event.subject().place().value())
        .put("gpu", event.subject() instanceof Subject.Gpu gpu ? gpu.index() : null)
        .put("metric", event.metric().text())
        .put("value", event.value())
        .put("threshold", event.threshold())
        .put("condition", event.condition().text())
        .put("severity", event.severity().text())
        .put("detail", event.detail().orElse(null))
        .put("firedAt", time(event.firedAt()))
        .put("resolvedAt", time(event.resolvedAt()))
        .put("ending", event.ending().map(Ending::text).orElse(null))
        .put("acknowledgedAt", time(event.acknowledgedAt()));
  }

  /** What a notification is about: {@code total} events, the first of which are in {@code events}. */
  public static ObjectNode notification(Notification notification) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("total", notification.total());
    ArrayNode events = json.putArray("events");
    notification.events().forEach(event -> events.add(event(event)));
    return json;
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static @Nullable String time(Optional<Instant> at) {
    return at.map(AlertJson::time).orElse(null);
  }
}
