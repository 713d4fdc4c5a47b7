package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.function.Function;

/** Reads and makes JSON. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** An object with one field, a list. */
  static <T> ObjectNode list(
      String name, Collection<T> items, Function<? super T, ? extends JsonNode> form) {
    ObjectNode object = object();
    ArrayNode array = object.putArray(name);
    items.forEach(item -> array.add(form.apply(item)));
    return object;
  }

  /** The fields of a request's body. */
  static Fields fields(StandInRequest request) {
    try {
      if (MAPPER.readTree(request.body()) instanceof ObjectNode object) {
        return new Fields("$", object);
      }
    } catch (JsonProcessingException notJson) {
      throw Problem.badRequest("request body is not valid JSON");
    }
    throw Problem.badRequest("request body must be a JSON object");
  }
}
