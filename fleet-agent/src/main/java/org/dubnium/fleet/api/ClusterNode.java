package org.dubnium.fleet.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.jspecify.annotations.Nullable;

/** A node in the short form of {@code GET /api/cluster/nodes}. */
record ClusterNode(
    String nodeId,
    String hostname,
    int gpuCount,
    List<Gpu> gpus,
    @Nullable String timestamp,
    boolean reachable) {

  /** A GPU of it. */
  record Gpu(
      int index,
      String name,
      @Nullable Double utilization,
      @Nullable Double memoryUsedMB,
      @Nullable Double memoryTotalMB,
      @Nullable Double temperatureC,
      @Nullable Double powerUsageW) {

    static Gpu of(GpuReading gpu) {
      Map<Metric, Double> values = gpu.values();
      return new Gpu(
          gpu.index(),
          gpu.name(),
          values.get(Metric.GPU_UTILIZATION),
          values.get(Metric.GPU_MEMORY_USED),
          values.get(Metric.GPU_MEMORY_TOTAL),
          values.get(Metric.GPU_TEMPERATURE),
          values.get(Metric.GPU_POWER));
    }
  }

  static ClusterNode of(NodeState state) {
    Optional<NodeReading> last = state.last();
    List<Gpu> gpus =
        last.map(NodeReading::gpus).orElse(List.of()).stream().map(Gpu::of).toList();
    String id = state.node().value();
    return new ClusterNode(
        id,
        last.map(NodeReading::hostname).orElse(id),
        gpus.size(),
        gpus,
        last.map(reading -> reading.at().toString()).orElse(null),
        state.reachable());
  }
}
