package org.dubnium.testbed.runpod.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dubnium.testbed.runpod.Operation;
import org.dubnium.testbed.runpod.StandInRequest;

/** Holds the parameters of a call against their schemas. */
final class ParameterCheck {

  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");

  private final Description description;

  ParameterCheck(Description description) {
    this.description = description;
  }

  /**
   * What is wrong with the parameters of a call in its query and headers. One that is not described
   * is wrong: a service may pass over it, but a client does not mean that.
   */
  List<String> violations(Operation operation, JsonNode described, StandInRequest request) {
    List<JsonNode> parameters = new ArrayList<>();
    description.path(operation.path()).path("parameters").forEach(parameters::add);
    described.path("parameters").forEach(parameters::add);
    Map<String, String> query = request.query();
    List<String> violations = new ArrayList<>();
    for (JsonNode reference : parameters) {
      JsonNode parameter = description.resolved(reference);
      String name = parameter.path("name").asText();
      switch (parameter.path("in").asText()) {
        case "query" -> {
          String value = query.remove(name);
          if (value != null) {
            violations.addAll(ofValue(name, parameter, value));
          }
        }
        case "header" ->
            request
                .header(name)
                .ifPresent(value -> violations.addAll(ofValue(name, parameter, value)));
        default -> {
          // An identifier of the path is any text.
        }
      }
    }
    query.keySet().forEach(name -> violations.add(name + ": is not a parameter"));
    return violations;
  }

  private List<String> ofValue(String name, JsonNode parameter, String value) {
    JsonNode schema = parameter.path("schema");
    return description.violations(schema, json(description.resolved(schema), value)).stream()
        .map(violation -> name + violation.substring(1))
        .toList();
  }

  private JsonNode json(JsonNode schema, String value) {
    return switch (schema.path("type").asText()) {
      case "array" -> {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (String item : value.split(",", -1)) {
          items.add(json(description.resolved(schema.path("items")), item));
        }
        yield items;
      }
      case "integer" ->
          INTEGER.matcher(value).matches()
              ? LongNode.valueOf(Long.parseLong(value))
              : TextNode.valueOf(value);
      case "boolean" ->
          value.equals("true") || value.equals("false")
              ? BooleanNode.valueOf(value.equals("true"))
              : TextNode.valueOf(value);
      default -> TextNode.valueOf(value);
    };
  }
}
