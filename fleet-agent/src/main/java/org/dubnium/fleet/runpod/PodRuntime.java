package org.dubnium.fleet.runpod;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a pod tells while it runs: schema PodRuntime. All of it may be missing.
 *
 * @param uptimeSeconds since its container started
 * @param cpuPercent utilization
 * @param memoryPercent utilization
 */
public record PodRuntime(
    OptionalLong uptimeSeconds,
    List<Gpu> gpus,
    OptionalInt cpuPercent,
    OptionalInt memoryPercent,
    List<Port> ports) {

  /** Utilization of a GPU and of its memory, in percent. */
  public record Gpu(OptionalInt percent, OptionalInt memoryPercent) {}

  /**
   * A port of the container and where it is reached.
   *
   * @param type {@code tcp} or {@code http}; empty if it was not told
   * @param publicPort and address; empty while there is none
   */
  public record Port(
      OptionalInt privatePort, OptionalInt publicPort, String type, Optional<String> ip) {}

  public PodRuntime {
    gpus = List.copyOf(gpus);
    ports = List.copyOf(ports);
  }
}
