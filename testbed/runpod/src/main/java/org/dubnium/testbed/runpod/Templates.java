package org.dubnium.testbed.runpod;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The account's templates, and the public ones. */
final class Templates {

  private static final Template PYTORCH =
      new Template(
          "runpod-torch-v280",
          "Runpod PyTorch 2.8",
          new ContainerSettings(
              "runpod/pytorch:1.0.2-cu1281-torch280-ubuntu2404",
              "",
              50,
              Map.of(),
              List.of("8888/http", "22/tcp"),
              null,
              new ContainerSettings.PersistentMount(20, "/workspace"),
              null),
          false,
          true,
          "NVIDIA",
          true,
          true,
          List.of("12.8", "13.0"));

  private static final Template SERVERLESS_VLLM =
      new Template(
          "runpod-worker-vllm",
          "Serverless vLLM",
          new ContainerSettings(
              "runpod/worker-v1-vllm:v2.7.0", "", 50, Map.of(), List.of(), null, null, null),
          true,
          true,
          "NVIDIA",
          false,
          false,
          List.of());

  private static final Map<String, Template> OFFICIAL =
      Map.of(PYTORCH.id(), PYTORCH, SERVERLESS_VLLM.id(), SERVERLESS_VLLM);

  private final Map<String, Template> own = new LinkedHashMap<>();

  static List<Template> official() {
    return List.of(PYTORCH, SERVERLESS_VLLM);
  }

  Collection<Template> own() {
    return own.values();
  }

  void put(Template template) {
    own.put(template.id(), template);
  }

  void remove(String id) {
    own(id);
    own.remove(id);
  }

  /** One of the account's own. */
  Template own(String id) {
    Template template = own.get(id);
    if (template == null) {
      throw Problem.notFound("template");
    }
    return template;
  }

  /** One of the account's own, or a public one. */
  Template readable(String id) {
    Template official = OFFICIAL.get(id);
    return official == null ? own(id) : official;
  }

  /** One that a pod can be made from. */
  Template forPods(String id) {
    Template template = readable(id);
    if (template.serverless()) {
      throw Problem.invalid(List.of("$.templateId: is a serverless template"));
    }
    return template;
  }
}
