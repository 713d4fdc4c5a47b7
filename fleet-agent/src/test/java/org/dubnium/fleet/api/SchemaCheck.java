package org.dubnium.fleet.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Whether a value is as a schema of an OpenAPI description has it; what is used of JSON Schema. */
record SchemaCheck(JsonNode description) {

  private static final Map<String, List<String>> KINDS =
      Map.of(
          "OBJECT", List.of("object"),
          "ARRAY", List.of("array"),
          "STRING", List.of("string"),
          "BOOLEAN", List.of("boolean"),
          "NULL", List.of("null"));

  void check(String where, JsonNode given, JsonNode value) {
    JsonNode schema = resolved(given);
    if (schema.has("anyOf")) {
      return;
    }
    JsonNode types = schema.path("type");
    assertTrue(types.isMissingNode() || isOne(types, value), where + " is " + value);
    if (schema.has("enum")) {
      boolean known = false;
      for (JsonNode one : schema.path("enum")) {
        known |= one.equals(value);
      }
      assertTrue(known, where + " is " + value);
    }
    if (value.isObject()) {
      schema
          .path("required")
          .forEach(name -> assertTrue(value.has(name.asText()), where + " lacks " + name));
      JsonNode properties = schema.path("properties");
      value
          .properties()
          .forEach(
              member -> {
                JsonNode known = properties.path(member.getKey());
                boolean open = properties.isMissingNode();
                assertTrue(open || known.isObject(), where + " has unknown " + member.getKey());
                if (!open) {
                  check(where + "/" + member.getKey(), known, member.getValue());
                }
              });
    }
    if (value.isArray()) {
      value.forEach(element -> check(where + "/-", schema.path("items"), element));
    }
  }

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref")
        ? description.at(schema.path("$ref").asText().substring(1))
        : schema;
  }

  private static boolean isOne(JsonNode types, JsonNode value) {
    List<String> kinds =
        value.isNumber()
            ? value.isIntegralNumber() ? List.of("integer", "number") : List.of("number")
            : KINDS.getOrDefault(value.getNodeType().name(), List.of());
    if (types.isTextual()) {
      return kinds.contains(types.asText());
    }
    for (JsonNode type : types) {
      if (kinds.contains(type.asText())) {
        return true;
      }
    }
    return false;
  }
}
