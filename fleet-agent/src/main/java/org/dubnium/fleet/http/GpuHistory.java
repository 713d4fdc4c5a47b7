package org.dubnium.fleet.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.telemetry.Series;
import org.jspecify.annotations.Nullable;

/**
 * The past of GPUs as {@code GET /api/metrics/history/gpu} tells it, compatible with the GPU Watchdog
 * backend: times in milliseconds since the epoch.
 *
 * @param data a row for each GPU and moment, in the order of time within a GPU
 */
record GpuHistory(Range range, List<Row> data) {

  /** What rows are made of. */
  static final Set<Metric> METRICS =
      Set.of(
          Metric.GPU_UTILIZATION,
          Metric.GPU_MEMORY_USED,
          Metric.GPU_MEMORY_TOTAL,
          Metric.GPU_TEMPERATURE,
          Metric.GPU_POWER);

  /** Milliseconds since the epoch. */
  record Range(long start, long end) {}

  /** One GPU at one moment, or on average over the time that the moment begins. */
  record Row(
      long timestamp,
      String nodeId,
      int gpuIndex,
      @Nullable Double utilization,
      @Nullable Double memoryUsedMB,
      @Nullable Double memoryTotalMB,
      @Nullable Double temperatureC,
      @Nullable Double powerUsageW) {}

  private record GpuKey(NodeId node, int gpu) implements Comparable<GpuKey> {
    @Override
    public int compareTo(GpuKey other) {
      int byNode = node.compareTo(other.node);
      return byNode == 0 ? Integer.compare(gpu, other.gpu) : byNode;
    }
  }

  static GpuHistory of(Instant start, Instant end, List<Series> series) {
    Map<GpuKey, TreeMap<Instant, Map<Metric, Double>>> byGpu = new TreeMap<>();
    for (Series one : series) {
      if (one.key().gpu().isPresent()) {
        var moments =
            byGpu.computeIfAbsent(
                new GpuKey(one.key().node(), one.key().gpu().getAsInt()), key -> new TreeMap<>());
        for (Series.Point point : one.points()) {
          moments
              .computeIfAbsent(point.at(), at -> new EnumMap<>(Metric.class))
              .put(one.key().metric(), point.average());
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    byGpu.forEach(
        (key, moments) -> moments.forEach((at, values) -> rows.add(row(key, at, values))));
    return new GpuHistory(new Range(start.toEpochMilli(), end.toEpochMilli()), rows);
  }

  private static Row row(GpuKey key, Instant at, Map<Metric, Double> values) {
    return new Row(
        at.toEpochMilli(),
        key.node().value(),
        key.gpu(),
        values.get(Metric.GPU_UTILIZATION),
        values.get(Metric.GPU_MEMORY_USED),
        values.get(Metric.GPU_MEMORY_TOTAL),
        values.get(Metric.GPU_TEMPERATURE),
        values.get(Metric.GPU_POWER));
  }
}
