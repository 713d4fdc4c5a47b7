package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Container settings with a name, that pods are made from. */
record Template(
    String id,
    String name,
    ContainerSettings container,
    boolean serverless,
    boolean isPublic,
    String category,
    boolean startSsh,
    boolean startJupyter,
    List<String> allowedCudaVersions) {

  static Template unset(String id) {
    return new Template(
        id, "", ContainerSettings.UNSET, false, false, "NVIDIA", true, true, List.of());
  }

  /** With what the fields set. */
  Template with(Fields fields) {
    ContainerSettings settings = container.with(fields, false);
    var persistent = Mounting.persistent(fields);
    if (persistent.isPresent()) {
      settings = settings.withMounts(persistent.get(), null);
    }
    return new Template(
        id,
        fields.has("name") ? fields.required("name") : name,
        settings,
        fields.flag("serverless").orElse(serverless),
        fields.flag("public").orElse(isPublic),
        fields.string("category").orElse(category),
        fields.flag("startSsh").orElse(startSsh),
        fields.flag("startJupyter").orElse(startJupyter),
        fields.strings("allowedCudaVersions").orElse(allowedCudaVersions));
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("id", id).put("name", name);
    container.write(json);
    json.put("serverless", serverless)
        .put("public", isPublic)
        .put("category", category)
        .put("startSsh", startSsh)
        .put("startJupyter", startJupyter);
    ArrayNode versions = json.putArray("allowedCudaVersions");
    allowedCudaVersions.forEach(versions::add);
    return json;
  }
}
