package org.dubnium.fleet.runpod;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;

/** Writes what creates a pod: schema CreatePodRequest. */
final class CreatePodJson {

  private CreatePodJson() {}

  static ObjectNode of(CreatePod pod) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", pod.name());
    pod.image().ifPresent(image -> json.put("image", image));
    pod.templateId().ifPresent(template -> json.put("templateId", template));
    ObjectNode gpu = json.putObject("gpu").put("id", pod.gpu().id()).put("count", pod.gpu().count());
    pod.minCudaVersion().ifPresent(version -> gpu.put("minCudaVersion", version));
    json.put("cloud", pod.cloud().name());
    putTexts(json, "dataCenterIds", pod.dataCenterIds());
    pod.diskGb().ifPresent(size -> json.put("disk", size));
    putTexts(json, "ports", pod.ports());
    if (!pod.environment().isEmpty()) {
      ObjectNode environment = json.putObject("env");
      new TreeMap<>(pod.environment()).forEach(environment::put);
    }
    pod.args().ifPresent(args -> json.put("args", args));
    pod.registry().ifPresent(registry -> json.put("registry", registry));
    if (!pod.mounts().equals(Mounts.NONE)) {
      json.set("mounts", mounts(pod.mounts()));
    }
    json.put("globalNetworking", pod.globalNetworking());
    if (pod.startSsh()) {
      json.put("startSsh", true);
    }
    return json;
  }

  private static ObjectNode mounts(Mounts mounts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    mounts
        .persistent()
        .ifPresent(
            own -> json.putObject("persistent").put("size", own.sizeGb()).put("path", own.path()));
    if (!mounts.network().isEmpty()) {
      ArrayNode network = json.putArray("network");
      mounts
          .network()
          .forEach(
              each ->
                  network
                      .addObject()
                      .put("volumeId", each.volumeId())
                      .put("path", each.path()));
    }
    return json;
  }

  private static void putTexts(ObjectNode json, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      texts.forEach(json.putArray(name)::add);
    }
  }
}
