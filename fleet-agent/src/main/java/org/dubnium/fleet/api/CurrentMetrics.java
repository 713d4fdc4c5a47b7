package org.dubnium.fleet.api;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.jspecify.annotations.Nullable;

/**
 * The nodes as {@code GET /api/metrics/current} tells them, compatible with the GPU Watchdog backend;
 * beyond it {@code reachable} and {@code lastSeen}.
 *
 * @param lastUpdated ISO 8601; of the newest reading
 */
record CurrentMetrics(List<Node> nodes, @Nullable Object slurm, @Nullable String lastUpdated) {

  /** One node. */
  record Node(
      String nodeId,
      String hostname,
      @Nullable String timestamp,
      List<Gpu> gpus,
      boolean reachable,
      @Nullable String lastSeen,
      @Nullable String unreachableBecause) {}

  /**
   * One GPU.
   *
   * @param gpu its index, as text
   */
  record Gpu(
      String gpu,
      String gpuName,
      @Nullable Double utilization,
      @Nullable Double memoryUtilization,
      @Nullable Double memoryUsedMB,
      @Nullable Double memoryFreeMB,
      @Nullable Double memoryTotalMB,
      @Nullable Double temperatureC,
      @Nullable Double powerUsageW,
      @Nullable Double smClockMHz,
      @Nullable Double memClockMHz) {}

  static CurrentMetrics of(Collection<NodeState> states, Optional<?> slurm) {
    return new CurrentMetrics(
        states.stream().map(CurrentMetrics::node).toList(),
        slurm.orElse(null),
        lastUpdated(states));
  }

  /** When the newest reading was taken; null if there is none. */
  static @Nullable String lastUpdated(Collection<NodeState> states) {
    return states.stream()
        .flatMap(state -> state.lastSeen().stream())
        .max(Instant::compareTo)
        .map(Instant::toString)
        .orElse(null);
  }

  static Node node(NodeState state) {
    Optional<NodeReading> last = state.last();
    String id = state.node().value();
    return new Node(
        id,
        last.map(NodeReading::hostname).orElse(id),
        last.map(reading -> reading.at().toString()).orElse(null),
        last.map(NodeReading::gpus).orElse(List.of()).stream().map(CurrentMetrics::gpu).toList(),
        state.reachable(),
        state.lastSeen().map(Instant::toString).orElse(null),
        state.why().orElse(null));
  }

  private static Gpu gpu(GpuReading gpu) {
    Map<Metric, Double> values = gpu.values();
    return new Gpu(
        Integer.toString(gpu.index()),
        gpu.name(),
        values.get(Metric.GPU_UTILIZATION),
        values.get(Metric.GPU_MEMORY_UTILIZATION),
        values.get(Metric.GPU_MEMORY_USED),
        free(values),
        values.get(Metric.GPU_MEMORY_TOTAL),
        values.get(Metric.GPU_TEMPERATURE),
        values.get(Metric.GPU_POWER),
        values.get(Metric.GPU_SM_CLOCK),
        values.get(Metric.GPU_MEMORY_CLOCK));
  }

  /** Where a source does not tell it, what is neither used nor, as far as is known, reserved. */
  private static @Nullable Double free(Map<Metric, Double> values) {
    Double told = values.get(Metric.GPU_MEMORY_FREE);
    Double total = values.get(Metric.GPU_MEMORY_TOTAL);
    Double used = values.get(Metric.GPU_MEMORY_USED);
    if (told != null || total == null || used == null) {
      return told;
    }
    return total - used;
  }
}
