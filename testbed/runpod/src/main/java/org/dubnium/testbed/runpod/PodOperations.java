package org.dubnium.testbed.runpod;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The calls about pods. */
final class PodOperations {

  private static final Set<String> CREATE_FIELDS =
      containerAnd(
          "cloud",
          "cpu",
          "dataCenterIds",
          "globalNetworking",
          "gpu",
          "startJupyter",
          "startSsh",
          "templateId");
  private static final Set<String> UPDATE_FIELDS =
      containerAnd("globalNetworking", "locked", "templateId");

  private final Account account;
  private final PodPlacement placement;

  PodOperations(Account account) {
    this.account = account;
    this.placement = new PodPlacement(account);
  }

  Reply list(Route route) {
    boolean clusters = Boolean.parseBoolean(route.parameter("includeClusterPods", "false"));
    List<Pod> pods = new ArrayList<>(account.listed());
    pods.removeIf(pod -> pod.clusterId != null && !clusters);
    pods.sort(Comparator.comparing((Pod pod) -> pod.createdAt).reversed());
    return Reply.ok(Json.list("pods", pods, pod -> account.podJson.of(pod, account.now())));
  }

  Reply get(Route route) {
    return Reply.ok(account.podJson.of(account.pod(route.id()), account.now()));
  }

  Reply create(Fields body) {
    body.only(CREATE_FIELDS);
    String name = body.required("name");
    Template template = Template.unset("");
    boolean fromTemplate = body.has("templateId");
    if (fromTemplate) {
      template = account.templates.forPods(body.required("templateId"));
    } else {
      body.required("image");
    }
    ContainerSettings container = container(body, template, fromTemplate);
    demandBalance();
    Compute compute = placement.place(body, container, template.allowedCudaVersions());
    if (compute instanceof Compute.Gpus gpus) {
      gpus.machine().take(gpus.count());
    }
    Pod pod = new Pod(account.newId(), name, container, compute, false, null, account.now());
    pod.globalNetworkingWanted = body.flag("globalNetworking").orElse(false);
    pod.globalNetworking = pod.globalNetworkingWanted;
    account.add(pod);
    return Reply.created(account.podJson.of(pod, account.now()));
  }

  Reply update(Route route, Fields body) {
    Pod pod = modifiable(route.id());
    body.only(UPDATE_FIELDS);
    ContainerSettings settings = pod.container;
    if (body.has("templateId")) {
      ContainerSettings template =
          account.templates.forPods(body.required("templateId")).container();
      settings = template.withMounts(settings.persistent(), settings.network()).with(body, true);
    } else {
      settings = settings.with(body, false);
    }
    demandRegistry(settings);
    settings = Mounting.changed(settings, body);
    boolean networking = body.flag("globalNetworking").orElse(pod.globalNetworkingWanted);
    if (networking && !(pod.isGpu() && pod.compute.dataCenter().globalNetwork())) {
      throw Problem.badRequest(
          "globalNetworking requires an NVIDIA GPU and a data center that has it");
    }
    String name = body.has("name") ? body.required("name") : pod.name;
    boolean locked = body.flag("locked").orElse(pod.locked);
    boolean anew = !settings.equals(pod.container) && pod.status == PodStatus.RUNNING;
    if (anew && pod.locked && locked) {
      throw Problem.badRequest("the pod is locked");
    }
    pod.name = name;
    pod.locked = locked;
    pod.globalNetworkingWanted = networking;
    pod.container = settings;
    if (anew) {
      account.lifecycle.restart(pod, account.now());
    } else {
      pod.reprice(account.now());
    }
    return Reply.ok(account.podJson.of(pod, account.now()));
  }

  Reply delete(Route route) {
    account.terminate(modifiable(route.id()));
    return Reply.nothing();
  }

  Reply act(Route route, Fields body) {
    String action = body.only(Set.of("action")).required("action");
    if (!Set.of("start", "stop", "restart", "terminate").contains(action)) {
      throw Problem.invalid(List.of("$.action: is not an action"));
    }
    Pod pod = modifiable(route.id());
    if (!pod.status.actions().contains(action)) {
      throw new Problem(409, "action " + action + " is not valid for status " + pod.status);
    }
    if (pod.locked && (action.equals("stop") || action.equals("restart"))) {
      throw Problem.badRequest("the pod is locked");
    }
    switch (action) {
      case "start" -> {
        demandBalance();
        account.lifecycle.start(pod, account.now());
      }
      case "stop" -> account.lifecycle.stop(pod, account.now());
      case "restart" -> account.lifecycle.restart(pod, account.now());
      default -> {
        account.terminate(pod);
        return Reply.nothing();
      }
    }
    return Reply.ok(account.podJson.of(pod, account.now()));
  }

  private ContainerSettings container(Fields body, Template template, boolean fromTemplate) {
    ContainerSettings container = template.container();
    if (body.has("cpu")) {
      container = container.withMounts(null, null);
    }
    container = container.with(body, true);
    demandRegistry(container);
    var network = Mounting.network(body);
    var persistent = Mounting.persistent(body);
    if (network.isPresent()) {
      container = container.withMounts(null, network.get());
    } else if (persistent.isPresent()) {
      container = container.withMounts(persistent.get(), null);
    }
    if (body.flag("startSsh").orElse(fromTemplate && template.startSsh())
        && !account.sshKeys.isEmpty()) {
      container = container.withEnv("PUBLIC_KEY", String.join("\n", account.sshKeys));
    }
    if (body.flag("startJupyter").orElse(fromTemplate && template.startJupyter())) {
      container = container.withEnv("JUPYTER_PASSWORD", account.newId());
    }
    return container;
  }

  private Pod modifiable(String id) {
    Pod pod = account.pod(id);
    if (pod.clusterId != null) {
      throw new Problem(409, "the pod belongs to cluster " + pod.clusterId);
    }
    return pod;
  }

  private void demandBalance() {
    if (account.settings.balance() != Double.POSITIVE_INFINITY
        && account.history().billed() >= account.settings.balance()) {
      throw new Problem(402, "insufficient balance");
    }
  }

  private void demandRegistry(ContainerSettings container) {
    String registry = container.registry();
    if (registry != null) {
      account.registries.demand(registry);
    }
  }

  private static Set<String> containerAnd(String... names) {
    Set<String> all =
        new HashSet<>(
            Set.of("args", "disk", "env", "image", "ports", "registry", "mounts", "name"));
    all.addAll(List.of(names));
    return Set.copyOf(all);
  }
}
