package org.dubnium.fleet.api;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.jspecify.annotations.Nullable;

/**
 * The fleet in a few numbers, as {@code GET /api/cluster/status} tells them: of the nodes that answer.
 *
 * @param healthy every node answers
 */
record ClusterStatus(
    boolean healthy,
    int nodeCount,
    int gpuCount,
    @Nullable Double avgUtilization,
    @Nullable Double avgTemperature,
    double memoryUsedGB,
    double memoryTotalGB,
    @Nullable Object slurm,
    @Nullable String lastUpdated) {

  private static final double MIB_PER_GIB = 1024;

  static ClusterStatus of(Collection<NodeState> states, Optional<?> slurm) {
    List<GpuReading> gpus =
        states.stream()
            .filter(NodeState::reachable)
            .flatMap(state -> state.last().map(NodeReading::gpus).orElse(List.of()).stream())
            .toList();
    return new ClusterStatus(
        states.stream().allMatch(NodeState::reachable),
        states.size(),
        gpus.size(),
        average(gpus, Metric.GPU_UTILIZATION),
        average(gpus, Metric.GPU_TEMPERATURE),
        sum(gpus, Metric.GPU_MEMORY_USED) / MIB_PER_GIB,
        sum(gpus, Metric.GPU_MEMORY_TOTAL) / MIB_PER_GIB,
        slurm.orElse(null),
        CurrentMetrics.lastUpdated(states));
  }

  private static @Nullable Double average(List<GpuReading> gpus, Metric metric) {
    OptionalDouble average =
        gpus.stream()
            .map(gpu -> gpu.values().get(metric))
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .average();
    return average.isPresent() ? average.getAsDouble() : null;
  }

  private static double sum(List<GpuReading> gpus, Metric metric) {
    return gpus.stream()
        .map(gpu -> gpu.values().get(metric))
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .sum();
  }
}
