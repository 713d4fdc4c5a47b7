package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a pod's container is, and a template's.
 *
 * @param disk GB of the container's own disk
 * @param persistent the disk of the host that is mounted; null for none
 * @param network the network volume that is mounted; null for none
 */
record ContainerSettings(
    String image,
    String args,
    int disk,
    Map<String, String> env,
    List<String> ports,
    @Nullable String registry,
    @Nullable PersistentMount persistent,
    @Nullable NetworkMount network) {

  /** A disk of the host, in GB, and where it is mounted. */
  record PersistentMount(int size, String path) {}

  /** A network volume and where it is mounted. */
  record NetworkMount(String volumeId, String path) {}

  static final ContainerSettings UNSET =
      new ContainerSettings("", "", 20, Map.of(), List.of(), null, null, null);

  private static final int MOST_ENV = 50;
  private static final Pattern PORT = Pattern.compile("([1-9]\\d{0,4})/(http|tcp|udp)");

  ContainerSettings {
    if (env.size() > MOST_ENV) {
      throw Problem.badRequest("a pod can have at most " + MOST_ENV + " environment variables");
    }
    for (String port : ports) {
      if (!PORT.matcher(port).matches() || privatePort(port) > 65535) {
        throw Problem.badRequest("invalid port '" + port + "', expected port/protocol");
      }
    }
    env = Map.copyOf(env);
    ports = List.copyOf(ports);
  }

  /** The number of a port like {@code 8000/http}. */
  static int privatePort(String port) {
    return Integer.parseInt(port, 0, port.indexOf('/'), 10);
  }

  /** The protocol of a port like {@code 8000/http}. */
  static String protocol(String port) {
    return port.substring(port.indexOf('/') + 1);
  }

  /**
   * With what the fields set, mounts excepted.
   *
   * @param keepsEnv whether variables that the fields do not name stay
   */
  ContainerSettings with(Fields fields, boolean keepsEnv) {
    Map<String, String> variables = new LinkedHashMap<>(env);
    fields
        .map("env")
        .ifPresent(
            given -> {
              if (!keepsEnv) {
                variables.clear();
              }
              variables.putAll(given);
            });
    return new ContainerSettings(
        fields.string("image").orElse(image),
        fields.string("args").orElse(args),
        fields.integer("disk", 1).orElse(disk),
        variables,
        fields.strings("ports").orElse(ports),
        fields.cleared("registry", registry),
        persistent,
        network);
  }

  ContainerSettings withEnv(String name, String value) {
    Map<String, String> variables = new LinkedHashMap<>(env);
    variables.putIfAbsent(name, value);
    return new ContainerSettings(
        image, args, disk, variables, ports, registry, persistent, network);
  }

  ContainerSettings withMounts(
      @Nullable PersistentMount newPersistent, @Nullable NetworkMount newNetwork) {
    return new ContainerSettings(
        image, args, disk, env, ports, registry, newPersistent, newNetwork);
  }

  /** GB on the host that are paid for while the pod runs. */
  int runningDisk() {
    return disk + stoppedDisk();
  }

  /** GB on the host that are kept, and paid for, while the pod is stopped. */
  int stoppedDisk() {
    return persistent == null ? 0 : persistent.size();
  }

  void write(ObjectNode json) {
    json.put("image", image);
    json.put("args", args);
    json.put("disk", disk);
    ObjectNode variables = json.putObject("env");
    env.forEach(variables::put);
    var list = json.putArray("ports");
    ports.forEach(list::add);
    json.put("registry", registry);
    ObjectNode mounts = json.putObject("mounts");
    if (persistent != null) {
      mounts.putObject("persistent").put("size", persistent.size()).put("path", persistent.path());
    }
    if (network != null) {
      mounts
          .putArray("network")
          .addObject()
          .put("volumeId", network.volumeId())
          .put("path", network.path());
    }
  }
}
