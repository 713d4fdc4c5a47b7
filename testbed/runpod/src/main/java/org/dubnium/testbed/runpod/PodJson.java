package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.dubnium.testbed.runpod.fault.PodFault;
import org.jspecify.annotations.Nullable;

/** A pod as the API tells it. */
final class PodJson {

  private static final String SSH_PROXY = "ssh.runpod.io";
  private static final String SSH_PORT = "22/tcp";

  private final PodHost host;

  PodJson(PodHost host) {
    this.host = host;
  }

  ObjectNode of(Pod pod, Instant now) {
    ObjectNode json = Json.object();
    json.put("id", pod.id);
    json.put("name", pod.name);
    json.put("status", pod.status.name());
    ArrayNode actions = json.putArray("actions");
    pod.status.actions().forEach(actions::add);
    pod.container.write(json);
    switch (pod.compute) {
      case Compute.Gpus gpus ->
          json.putObject("gpu").put("id", gpus.machine().gpu.id()).put("count", gpus.count());
      case Compute.Cpus cpus ->
          json.putObject("cpu")
              .put("id", cpus.type().id())
              .put("vcpuCount", cpus.count())
              .put("memory", cpus.memory());
    }
    json.put("cloud", pod.compute.cloud().name());
    json.put("dataCenterId", pod.compute.dataCenter().id());
    json.put(
        "cudaVersion",
        pod.compute instanceof Compute.Gpus gpus ? gpus.machine().cudaVersion : null);
    writeSsh(json.putObject("ssh"), pod, now);
    if (pod.clusterId != null) {
      json.putObject("cluster").put("id", pod.clusterId).put("rank", 0);
    }
    json.putNull("template");
    json.put("cost", pod.cost());
    json.put("locked", pod.locked);
    writeNetwork(json.putObject("globalNetworking"), pod);
    json.set("runtime", toldRuntime(pod, now));
    json.put("createdAt", pod.createdAt.toString());
    json.put("startedAt", pod.startedAt == null ? null : pod.startedAt.toString());
    return json;
  }

  /** The runtime of a pod that runs; null while it is not told. */
  @Nullable ObjectNode runtime(Pod pod, Instant now) {
    if (pod.has(PodFault.NULL_RUNTIME) || now.isBefore(pod.runtimeFrom)) {
      return null;
    }
    ObjectNode runtime = Json.object();
    if (pod.has(PodFault.EMPTY_RUNTIME)) {
      return runtime;
    }
    Instant started = Objects.requireNonNull(pod.startedAt);
    runtime.put("uptime", Duration.between(started, now).toSeconds());
    ArrayNode gpus = runtime.putArray("gpus");
    for (int index = 0; index < pod.gpusHeld(); index++) {
      gpus.addObject().put("util", pod.load).put("memoryUtil", pod.load);
    }
    runtime.putObject("cpu").put("util", pod.load / 2);
    runtime.putObject("memory").put("util", 20);
    ArrayNode ports = runtime.putArray("ports");
    for (String port : pod.container.ports()) {
      int number = ContainerSettings.privatePort(port);
      Optional<PublicPort> open = publicPort(pod, number, now);
      ports
          .addObject()
          .put("private", number)
          .put("public", open.map(PublicPort::port).orElse(null))
          .put("type", ContainerSettings.protocol(port))
          .put("ip", open.map(PublicPort::ip).orElse(null));
    }
    return runtime;
  }

  private @Nullable ObjectNode toldRuntime(Pod pod, Instant now) {
    return switch (pod.status) {
      case RUNNING -> runtime(pod, now);
      case EXITED -> now.isBefore(pod.staleUntil) ? pod.staleRuntime : null;
      case PROVISIONING, STARTING, ERROR, TERMINATED -> null;
    };
  }

  private Optional<PublicPort> publicPort(Pod pod, int privatePort, Instant now) {
    return pod.isMapped(now) ? host.publicPort(pod.id, privatePort) : Optional.empty();
  }

  private void writeSsh(ObjectNode ssh, Pod pod, Instant now) {
    String user = pod.id + "-64411eb2";
    writeEndpoint(ssh.putObject("proxy"), SSH_PROXY, 22, user, "ssh " + user + "@" + SSH_PROXY);
    ssh.putNull("direct");
    if (pod.container.ports().contains(SSH_PORT)) {
      publicPort(pod, 22, now)
          .ifPresent(
              port ->
                  writeEndpoint(
                      ssh.putObject("direct"),
                      port.ip(),
                      port.port(),
                      "root",
                      "ssh root@" + port.ip() + " -p " + port.port()));
    }
  }

  private static void writeEndpoint(
      ObjectNode endpoint, String host, int port, String user, String command) {
    endpoint.put("host", host).put("port", port).put("username", user).put("command", command);
  }

  private static void writeNetwork(ObjectNode network, Pod pod) {
    network.put("enabled", pod.globalNetworking);
    if (pod.globalNetworking) {
      int hash = pod.id.hashCode();
      network.put("ip", "10.65." + (hash >>> 8 & 0xff) + "." + (hash & 0xff));
      network.put("internalDns", pod.id + ".runpod.internal");
    }
  }
}
