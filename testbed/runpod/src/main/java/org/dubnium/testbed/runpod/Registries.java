package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Credentials of container registries, of which the name alone is told. */
final class Registries {

  private final Map<String, String> names = new LinkedHashMap<>();

  Reply list() {
    return Reply.ok(Json.list("registries", names.keySet(), this::json));
  }

  Reply create(String id, Fields body) {
    names.put(id, body.required("name"));
    return Reply.created(json(id));
  }

  Reply get(String id) {
    demand(id);
    return Reply.ok(json(id));
  }

  Reply delete(String id) {
    demand(id);
    names.remove(id);
    return Reply.nothing();
  }

  /** Fails unless there is one of that identifier. */
  void demand(String id) {
    if (!names.containsKey(id)) {
      throw Problem.notFound("registry");
    }
  }

  private ObjectNode json(String id) {
    return Json.object().put("id", id).put("name", names.get(id));
  }
}
