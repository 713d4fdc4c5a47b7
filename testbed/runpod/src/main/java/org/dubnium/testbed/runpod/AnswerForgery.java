package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.dubnium.testbed.runpod.StandInAnswer.Response;
import org.dubnium.testbed.runpod.fault.AnswerFault;
import org.jspecify.annotations.Nullable;

/** Turns a right answer into a wrong one. */
final class AnswerForgery {

  private static final long TOO_LARGE = 100L * 1024 * 1024;
  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>Just a moment...</title></head>"
          + "<body><h1>502 Bad Gateway</h1></body></html>";
  private static final Set<String> ENUMERATED = Set.of("status", "cloud", "type", "availability");
  private static final String OF_TOMORROW = "HIBERNATING";

  private final RandomGenerator random;

  AnswerForgery(RandomGenerator random) {
    this.random = random;
  }

  /** A page of something between client and service. */
  static Response page(int status) {
    return new Response(status, Map.of("Content-Type", "text/html; charset=UTF-8"), PAGE, 0);
  }

  /**
   * The answer with a fault of those that come after the effect.
   *
   * @param json the answer's body; null where it has none, or one in text
   */
  Response forge(AnswerFault fault, Response right, @Nullable JsonNode json) {
    Map<String, String> headers = right.headers();
    return switch (fault) {
      case HTML_AFTER_EFFECT -> page(right.status());
      case CUT_SHORT ->
          new Response(
              right.status(), headers, right.body().substring(0, right.body().length() / 2), 0);
      case TOO_LARGE -> new Response(right.status(), headers, right.body(), TOO_LARGE);
      case WRONG_TYPES, UNKNOWN_FIELDS, UNKNOWN_VALUES -> {
        if (json == null) {
          yield right;
        }
        yield new Response(right.status(), headers, changed(fault, json).toString(), 0);
      }
      default -> right;
    };
  }

  private JsonNode changed(AnswerFault fault, JsonNode json) {
    JsonNode copy = json.deepCopy();
    List<ObjectNode> objects = new ArrayList<>();
    collect(copy, objects);
    switch (fault) {
      case WRONG_TYPES -> {
        for (ObjectNode object : objects) {
          swapType(object);
        }
      }
      case UNKNOWN_FIELDS -> {
        for (ObjectNode object : objects) {
          object.putObject("sustainability").put("score", 0.5).putArray("labels").add("wind");
        }
      }
      default -> objects.forEach(AnswerForgery::renameValues);
    }
    return copy;
  }

  /** Finds the objects whose fields have names of the description; those of env are the user's. */
  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
      object
          .properties()
          .forEach(
              field -> {
                if (!field.getKey().equals("env")) {
                  collect(field.getValue(), objects);
                }
              });
    } else {
      node.forEach(child -> collect(child, objects));
    }
  }

  /** Gives one field of an object another type. */
  private void swapType(ObjectNode object) {
    if (object.isEmpty()) {
      return;
    }
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.get(random.nextInt(names.size()));
    JsonNode value = object.get(name);
    object.set(
        name,
        switch (value.getNodeType()) {
          case STRING -> random.nextBoolean() ? IntNode.valueOf(7) : NullNode.instance;
          case NUMBER, BOOLEAN -> TextNode.valueOf(value.asText());
          case ARRAY -> object.objectNode().set("items", value);
          case OBJECT -> object.arrayNode().add(value);
          default -> IntNode.valueOf(-1);
        });
  }

  private static void renameValues(ObjectNode object) {
    for (String name : ENUMERATED) {
      if (object.path(name).isTextual()) {
        object.put(name, OF_TOMORROW);
      }
    }
    if (object.get("actions") instanceof ArrayNode actions) {
      actions.add("hibernate");
    }
  }
}
