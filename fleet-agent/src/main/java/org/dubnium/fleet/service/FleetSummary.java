package org.dubnium.fleet.service;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.jspecify.annotations.Nullable;

/**
 * The fleet in a few numbers; those of GPUs are of the nodes that answer.
 *
 * @param healthy every node answers
 * @param avgUtilization percent; null if no GPU tells it, as the other average
 * @param avgTemperature °C
 * @param memoryUsedGB GiB, as the other
 */
public record FleetSummary(
    boolean healthy,
    int nodeCount,
    int gpuCount,
    @Nullable Double avgUtilization,
    @Nullable Double avgTemperature,
    double memoryUsedGB,
    double memoryTotalGB) {

  private static final double MIB_PER_GIB = 1024;

  static FleetSummary of(Collection<NodeState> states) {
    List<GpuReading> gpus =
        states.stream()
            .filter(NodeState::reachable)
            .flatMap(state -> state.last().map(NodeReading::gpus).orElse(List.of()).stream())
            .toList();
    return new FleetSummary(
        states.stream().allMatch(NodeState::reachable),
        states.size(),
        gpus.size(),
        average(gpus, Metric.GPU_UTILIZATION),
        average(gpus, Metric.GPU_TEMPERATURE),
        values(gpus, Metric.GPU_MEMORY_USED).sum() / MIB_PER_GIB,
        values(gpus, Metric.GPU_MEMORY_TOTAL).sum() / MIB_PER_GIB);
  }

  private static @Nullable Double average(List<GpuReading> gpus, Metric metric) {
    OptionalDouble average = values(gpus, metric).average();
    return average.isPresent() ? average.getAsDouble() : null;
  }

  private static DoubleStream values(List<GpuReading> gpus, Metric metric) {
    return gpus.stream()
        .map(gpu -> gpu.values().get(metric))
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue);
  }
}
