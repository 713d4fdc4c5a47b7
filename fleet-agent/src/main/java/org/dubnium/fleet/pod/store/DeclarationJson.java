package org.dubnium.fleet.pod.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import org.dubnium.fleet.pod.PodContainer;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodStorage;
import org.dubnium.fleet.pod.Usd;

/** Writes declarations, and reads what it wrote. */
final class DeclarationJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private DeclarationJson() {}

  /** All of it. */
  static String write(PodDeclaration declaration) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", declaration.name());
    json.put("count", declaration.count());
    put(json, "gpus", declaration.gpus());
    json.put("gpuCount", declaration.gpuCount());
    put(json, "clouds", declaration.clouds().stream().map(Enum::name).toList());
    put(json, "dataCenters", declaration.dataCenters());
    json.set("container", container(declaration.container()));
    declaration.storage().ifPresent(storage -> json.set("storage", storage(storage)));
    json.put("globalNetworking", declaration.globalNetworking());
    json.put("role", declaration.role().name());
    declaration
        .readiness()
        .ifPresent(
            probe -> {
              ObjectNode readiness = json.putObject("readiness").put("port", probe.port());
              probe.path().ifPresent(path -> readiness.put("path", path));
              readiness.put("patience", probe.patience().toMillis());
            });
    declaration.metrics().ifPresent(port -> json.put("metrics", port));
    declaration
        .idle()
        .ifPresent(
            idle ->
                json.putObject("idle")
                    .put("after", idle.after().toMillis())
                    .put("grace", idle.grace().toMillis()));
    ObjectNode budget = json.putObject("budget");
    declaration.budget().perHour().map(Usd::micros).ifPresent(most -> budget.put("perHour", most));
    declaration.budget().perDay().map(Usd::micros).ifPresent(most -> budget.put("perDay", most));
    declaration.budget().total().map(Usd::micros).ifPresent(most -> budget.put("total", most));
    budget.put("reached", declaration.budget().reached().name());
    return json.toString();
  }

  private static ObjectNode container(PodContainer container) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    container.image().ifPresent(image -> json.put("image", image));
    container.template().ifPresent(template -> json.put("template", template));
    container.arguments().ifPresent(arguments -> json.put("arguments", arguments));
    container.diskGigabytes().ifPresent(size -> json.put("disk", size));
    put(json, "ports", container.ports());
    put(json, "environment", container.environment());
    put(json, "secrets", container.secrets());
    container.registry().ifPresent(registry -> json.put("registry", registry));
    return json;
  }

  private static ObjectNode storage(PodStorage storage) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (storage) {
      case PodStorage.Network network -> json.put("volume", network.volume());
      case PodStorage.HostDisk disk -> json.put("gigabytes", disk.gigabytes());
    }
    return json.put("path", storage.path());
  }

  private static void put(ObjectNode json, String key, Collection<String> texts) {
    ArrayNode array = json.putArray(key);
    texts.forEach(array::add);
  }

  private static void put(ObjectNode json, String key, Map<String, String> texts) {
    ObjectNode object = json.putObject(key);
    texts.forEach(object::put);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it did not write that
   */
  static PodDeclaration read(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return DeclarationReader.declaration(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a declaration is not readable", e);
    }
  }
}
