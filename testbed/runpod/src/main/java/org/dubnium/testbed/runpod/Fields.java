package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The fields of an object in a request's body, read with their types; what does not fit is 422. */
final class Fields {

  private final String path;
  private final ObjectNode object;

  Fields(String path, ObjectNode object) {
    this.path = path;
    this.object = object;
  }

  /** Refuses fields of other names. */
  Fields only(Set<String> names) {
    List<String> others = new ArrayList<>();
    object.fieldNames().forEachRemaining(others::add);
    others.removeAll(names);
    if (!others.isEmpty()) {
      throw Problem.invalid(
          others.stream()
              .map(name -> path + ": additional properties '" + name + "' not allowed")
              .toList());
    }
    return this;
  }

  boolean has(String name) {
    return object.has(name);
  }

  boolean isEmpty() {
    return object.isEmpty();
  }

  Optional<String> string(String name) {
    return value(name, JsonNode::isTextual, "a string", JsonNode::textValue);
  }

  String required(String name) {
    String text = string(name).orElseThrow(() -> invalid(name, "is required"));
    if (text.isEmpty()) {
      throw invalid(name, "must not be empty");
    }
    return text;
  }

  /** A string that an explicit null clears, and that stays where the field is missing. */
  @Nullable String cleared(String name, @Nullable String old) {
    if (object.path(name).isNull()) {
      return null;
    }
    return has(name) ? string(name).orElseThrow() : old;
  }

  Optional<Integer> integer(String name, int minimum) {
    Optional<Integer> number =
        value(name, JsonNode::canConvertToInt, "an integer", JsonNode::intValue);
    number
        .filter(value -> value < minimum)
        .ifPresent(
            _ -> {
              throw invalid(name, "must be at least " + minimum);
            });
    return number;
  }

  Optional<Boolean> flag(String name) {
    return value(name, JsonNode::isBoolean, "a boolean", JsonNode::booleanValue);
  }

  Optional<Fields> object(String name) {
    return value(
        name,
        JsonNode::isObject,
        "an object",
        node -> new Fields(path + "." + name, (ObjectNode) node));
  }

  Optional<List<String>> strings(String name) {
    return value(
        name,
        JsonNode::isArray,
        "an array",
        node -> {
          List<String> texts = new ArrayList<>();
          node.forEach(item -> texts.add(text(name, item)));
          return List.copyOf(texts);
        });
  }

  Optional<List<Fields>> objects(String name) {
    return value(
        name,
        JsonNode::isArray,
        "an array",
        node -> {
          List<Fields> items = new ArrayList<>();
          for (JsonNode item : node) {
            if (!(item instanceof ObjectNode entry)) {
              throw invalid(name, "must hold objects");
            }
            items.add(new Fields(path + "." + name, entry));
          }
          return List.copyOf(items);
        });
  }

  Optional<Map<String, String>> map(String name) {
    return value(
        name,
        JsonNode::isObject,
        "an object",
        node -> {
          Map<String, String> entries = new LinkedHashMap<>();
          node.properties()
              .forEach(entry -> entries.put(entry.getKey(), text(name, entry.getValue())));
          return entries;
        });
  }

  private String text(String name, JsonNode item) {
    if (!item.isTextual()) {
      throw invalid(name, "must hold strings");
    }
    return item.textValue();
  }

  private <T> Optional<T> value(
      String name, Predicate<JsonNode> fits, String type, Function<JsonNode, T> read) {
    JsonNode node = object.get(name);
    if (node == null) {
      return Optional.empty();
    }
    if (!fits.test(node)) {
      throw invalid(name, "must be " + type);
    }
    return Optional.of(read.apply(node));
  }

  private Problem invalid(String name, String why) {
    return Problem.invalid(List.of(path + "." + name + ": " + why));
  }
}
