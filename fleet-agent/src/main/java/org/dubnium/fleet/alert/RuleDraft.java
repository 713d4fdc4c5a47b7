package org.dubnium.fleet.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.OperationException;
import org.jspecify.annotations.Nullable;

/** Reads a rule as the HTTP API carries it, and says of every field what is wrong with it. */
public final class RuleDraft {

  static final int LONGEST_NAME = 100;
  static final Duration LONGEST_DURATION = Duration.ofDays(7);
  private static final double LARGEST_THRESHOLD = 1e15;

  private final JsonNode json;
  private final @Nullable RuleSpec base;
  private final Map<String, String> reasons = new LinkedHashMap<>();

  private RuleDraft(JsonNode json, @Nullable RuleSpec base) {
    this.json = json.isObject() ? json : JsonNodeFactory.instance.objectNode();
    this.base = base;
    if (!json.isObject()) {
      reasons.put("", "cannot read a rule from anything but an object");
    }
  }

  /**
   * A new rule: {@code name}, {@code metric}, {@code condition} and {@code threshold} must be
   * there; {@code duration} is 0, {@code nodeFilter} empty and {@code enabled} true unless told.
   *
   * @throws OperationException with a reason for every field that will not do
   */
  public static RuleSpec parse(JsonNode json) throws OperationException {
    return new RuleDraft(json, null).check();
  }

  /** A rule that is changed: fields that are missing stay as they are. */
  public static RuleSpec parse(JsonNode json, RuleSpec before) throws OperationException {
    return new RuleDraft(json, before).check();
  }

  private RuleSpec check() throws OperationException {
    String name = name();
    Metric metric = metric();
    Condition condition = condition();
    double threshold = threshold();
    Duration duration = duration();
    Optional<NodeFilter> nodes = nodes();
    boolean enabled = enabled();
    if (!reasons.isEmpty()) {
      throw OperationException.invalid(
          "cannot use that rule",
          reasons.entrySet().stream()
              .map(reason -> reason.getKey() + ": " + reason.getValue())
              .sorted()
              .toList());
    }
    return new RuleSpec(name, metric, condition, threshold, duration, nodes, enabled);
  }

  private String name() {
    String text =
        field("name", JsonNode::isTextual, "a text", node -> node.textValue().strip())
            .orElseGet(() -> required("name", RuleSpec::name, ""));
    if (text.isEmpty()
        || text.codePointCount(0, text.length()) > LONGEST_NAME
        || text.codePoints().anyMatch(Character::isISOControl)) {
      wrong("name", "cannot use a name that is not 1 to 100 characters on one line");
    }
    return text;
  }

  private Metric metric() {
    Optional<String> text = field("metric", JsonNode::isTextual, "a text", JsonNode::textValue);
    if (text.isEmpty()) {
      return required("metric", RuleSpec::metric, Metric.GPU_UTILIZATION);
    }
    Optional<Metric> metric = Metric.parse(text.get()).filter(Metric::isForRules);
    if (metric.isEmpty()) {
      String known =
          Arrays.stream(Metric.values())
              .filter(Metric::isForRules)
              .map(Metric::text)
              .collect(Collectors.joining(", "));
      wrong("metric", "cannot find this metric: use one of " + known);
    }
    return metric.orElse(Metric.GPU_UTILIZATION);
  }

  private Condition condition() {
    Optional<String> text = field("condition", JsonNode::isTextual, "a text", JsonNode::textValue);
    if (text.isEmpty()) {
      return required("condition", RuleSpec::condition, Condition.GT);
    }
    Optional<Condition> condition = Condition.parse(text.get());
    if (condition.isEmpty()) {
      wrong("condition", "cannot compare so: use gt, lt, eq, gte or lte");
    }
    return condition.orElse(Condition.GT);
  }

  private double threshold() {
    double value =
        field("threshold", JsonNode::isNumber, "a number", JsonNode::doubleValue)
            .orElseGet(() -> required("threshold", RuleSpec::threshold, 0.0));
    if (!(Math.abs(value) <= LARGEST_THRESHOLD)) {
      wrong("threshold", "cannot use a threshold beyond ±1e15");
    }
    return value;
  }

  private Duration duration() {
    long longest = LONGEST_DURATION.toSeconds();
    double seconds =
        field("duration", JsonNode::isNumber, "a number of seconds", JsonNode::doubleValue)
            .orElseGet(() -> base == null ? 0.0 : base.duration().toSeconds());
    if (!(seconds >= 0 && seconds <= longest && seconds == Math.rint(seconds))) {
      wrong("duration", "cannot use a duration that is not 0 to " + longest + " whole seconds");
    }
    return Duration.ofSeconds((long) seconds);
  }

  /** An empty filter, or null, removes the one before. */
  private Optional<NodeFilter> nodes() {
    if (!json.has("nodeFilter") && base != null) {
      return base.nodes();
    }
    Optional<String> text =
        field("nodeFilter", JsonNode::isTextual, "a text", JsonNode::textValue)
            .filter(filter -> !filter.isEmpty());
    try {
      return text.map(NodeFilter::of);
    } catch (IllegalArgumentException e) {
      wrong("nodeFilter", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private boolean enabled() {
    return field("enabled", JsonNode::isBoolean, "true or false", JsonNode::booleanValue)
        .orElseGet(() -> base == null || base.enabled());
  }

  /**
   * What is told of a field; empty if it is missing, null, or of the wrong type, which is noted.
   */
  private <T> Optional<T> field(
      String name, Function<JsonNode, Boolean> is, String type, Function<JsonNode, T> value) {
    JsonNode node = json.get(name);
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (!is.apply(node)) {
      wrong(name, "cannot use " + name + ": it must be " + type);
      return Optional.empty();
    }
    return Optional.of(value.apply(node));
  }

  private <T> T required(String name, Function<RuleSpec, T> before, T otherwise) {
    if (base != null) {
      return before.apply(base);
    }
    wrong(name, "cannot do without " + name);
    return otherwise;
  }

  /** Notes a problem; the first of a field is kept. */
  private void wrong(String field, String reason) {
    reasons.putIfAbsent(field, reason);
  }
}
