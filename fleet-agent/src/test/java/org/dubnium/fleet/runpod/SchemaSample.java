package org.dubnium.fleet.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes values of schemas: with all there can be, or with what is required alone. */
final class SchemaSample {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final OpenApi api;
  private final boolean full;

  private SchemaSample(OpenApi api, boolean full) {
    this.api = api;
    this.full = full;
  }

  /** All members, and an element in each array. */
  static JsonNode full(OpenApi api, JsonNode schema) {
    return new SchemaSample(api, true).of(schema);
  }

  /** The same of a schema by its name. */
  static JsonNode full(OpenApi api, String name) {
    return full(api, JSON.objectNode().put("$ref", "#/components/schemas/" + name));
  }

  /** Required members alone, null where that is allowed, and an element in each list of the answer. */
  static JsonNode least(OpenApi api, JsonNode schema) {
    ObjectNode least = (ObjectNode) new SchemaSample(api, false).of(schema);
    for (Map.Entry<String, JsonNode> member : properties(api, schema).entrySet()) {
      JsonNode items = api.resolve(member.getValue()).path("items");
      boolean scalars = api.resolve(items).path("type").asText().equals("string");
      if (least.path(member.getKey()).isArray() && !scalars) {
        least.putArray(member.getKey()).add(new SchemaSample(api, false).of(items));
      }
    }
    return least;
  }

  private static Map<String, JsonNode> properties(OpenApi api, JsonNode schema) {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    JsonNode resolved = api.resolve(schema);
    resolved.path("allOf").forEach(part -> properties.putAll(properties(api, part)));
    resolved
        .path("properties")
        .properties()
        .forEach(member -> properties.put(member.getKey(), member.getValue()));
    return properties;
  }

  private static Set<String> required(OpenApi api, JsonNode schema) {
    Set<String> required = new TreeSet<>();
    JsonNode resolved = api.resolve(schema);
    resolved.path("allOf").forEach(part -> required.addAll(required(api, part)));
    resolved.path("required").forEach(name -> required.add(name.asText()));
    return required;
  }

  private JsonNode of(JsonNode written) {
    JsonNode schema = api.resolve(written);
    if (schema.has("anyOf")) {
      return full ? of(schema.path("anyOf").path(0)) : JSON.nullNode();
    }
    if (schema.has("enum")) {
      return schema.path("enum").path(0);
    }
    if (schema.has("allOf") && properties(api, schema).isEmpty()) {
      return of(schema.path("allOf").path(0));
    }
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      return full ? scalar(schema, type.path(0).asText()) : JSON.nullNode();
    }
    if (type.asText().equals("object") || schema.has("allOf")) {
      return object(schema);
    }
    if (type.asText().equals("array")) {
      ArrayNode array = JSON.arrayNode();
      return full ? array.add(of(schema.path("items"))) : array;
    }
    return scalar(schema, type.asText());
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode object = JSON.objectNode();
    Set<String> required = required(api, schema);
    properties(api, schema)
        .forEach(
            (name, member) -> {
              if (full || required.contains(name)) {
                object.set(name, of(member));
              }
            });
    if (full && schema.path("additionalProperties").isObject()) {
      object.set("NAME", of(schema.path("additionalProperties")));
    }
    return object;
  }

  private static JsonNode scalar(JsonNode schema, String type) {
    JsonNode example = schema.path("examples").path(0);
    if (!example.isMissingNode() && !example.isNull()) {
      return example;
    }
    return switch (type) {
      case "string" ->
          JSON.textNode(
              schema.path("format").asText().equals("date-time") ? "2026-06-01T12:00:00Z" : "text");
      case "boolean" -> JSON.booleanNode(true);
      case "integer" -> JSON.numberNode(schema.path("minimum").asInt(1));
      case "number" -> JSON.numberNode(0.5);
      default -> throw new AssertionError("no sample of a schema of type " + type);
    };
  }
}
