package org.dubnium.fleet.runpod;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A pod: schema Pod. The values of its environment and its arguments are not kept: they may be secret.
 *
 * @param id given by RunPod
 * @param name given by who created it; several may have the same
 * @param actions that its status allows
 * @param ports such as {@code 8888/http}
 * @param environment names of its variables
 * @param gpu empty for a pod without
 * @param dataCenterId empty while it is in none
 * @param template that it says it was created from
 * @param costPerHour now, in USD; 0 when it is stopped, although its disk costs
 * @param locked whether it cannot be stopped
 * @param runtime empty unless it runs; present, and with nothing in it, also while it is provisioned
 * @param startedAt empty if it never was
 * @param cluster that it is a member of; then it cannot be changed by itself
 */
public record Pod(
    String id,
    String name,
    PodStatus status,
    Set<PodAction> actions,
    String image,
    List<String> ports,
    Set<String> environment,
    Optional<GpuConfig> gpu,
    Cloud cloud,
    Optional<String> dataCenterId,
    Optional<String> template,
    double costPerHour,
    boolean locked,
    Optional<PodRuntime> runtime,
    Instant createdAt,
    Optional<Instant> startedAt,
    GlobalNetworking globalNetworking,
    Mounts mounts,
    Optional<String> cluster) {

  /**
   * The private network across data centres: schema PodGlobalNetworking.
   *
   * @param ip and name within it, such as {@code 7h9k2m4n6p.runpod.internal}; empty unless it is enabled
   */
  public record GlobalNetworking(
      boolean enabled, Optional<String> ip, Optional<String> internalDns) {}

  public Pod {
    actions = Set.copyOf(actions);
    ports = List.copyOf(ports);
    environment = Set.copyOf(environment);
  }
}
