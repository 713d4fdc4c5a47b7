package org.dubnium.fleet.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.telemetry.Series;
import org.dubnium.fleet.telemetry.Series.Point;
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
  record Range(long start, long end) {
    static Range of(TimeRange time) {
      return new Range(time.start().toEpochMilli(), time.end().toEpochMilli());
    }
  }

  /** The least or the most that was measured in a time. */
  record Extreme(
      @Nullable Double utilization,
      @Nullable Double memoryUsedMB,
      @Nullable Double temperatureC,
      @Nullable Double powerUsageW) {

    static Extreme of(Map<Metric, Point> points, ToDoubleFunction<Point> which) {
      return new Extreme(
          value(points, Metric.GPU_UTILIZATION, which),
          value(points, Metric.GPU_MEMORY_USED, which),
          value(points, Metric.GPU_TEMPERATURE, which),
          value(points, Metric.GPU_POWER, which));
    }
  }

  /**
   * One GPU at one moment, or on average over the time that the moment begins.
   *
   * @param min left out, as is {@code max}, where no step was asked for
   */
  record Row(
      long timestamp,
      String nodeId,
      int gpuIndex,
      @Nullable Double utilization,
      @Nullable Double memoryUsedMB,
      @Nullable Double memoryTotalMB,
      @Nullable Double temperatureC,
      @Nullable Double powerUsageW,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Extreme min,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Extreme max) {}

  private record GpuKey(NodeId node, int gpu) implements Comparable<GpuKey> {
    @Override
    public int compareTo(GpuKey other) {
      int byNode = node.compareTo(other.node);
      return byNode == 0 ? Integer.compare(gpu, other.gpu) : byNode;
    }
  }

  static GpuHistory of(TimeRange range, List<Series> series) {
    Map<GpuKey, TreeMap<Instant, Map<Metric, Point>>> byGpu = new TreeMap<>();
    for (Series one : series) {
      if (one.key().gpu().isPresent()) {
        var moments =
            byGpu.computeIfAbsent(
                new GpuKey(one.key().node(), one.key().gpu().getAsInt()), key -> new TreeMap<>());
        for (Point point : one.points()) {
          moments
              .computeIfAbsent(point.at(), at -> new EnumMap<>(Metric.class))
              .put(one.key().metric(), point);
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    byGpu.forEach(
        (key, moments) -> moments.forEach((at, values) -> rows.add(row(key, at, values, range.step().isPresent()))));
    return new GpuHistory(Range.of(range), rows);
  }

  private static Row row(GpuKey key, Instant at, Map<Metric, Point> points, boolean withExtremes) {
    return new Row(
        at.toEpochMilli(),
        key.node().value(),
        key.gpu(),
        value(points, Metric.GPU_UTILIZATION, Point::average),
        value(points, Metric.GPU_MEMORY_USED, Point::average),
        value(points, Metric.GPU_MEMORY_TOTAL, Point::average),
        value(points, Metric.GPU_TEMPERATURE, Point::average),
        value(points, Metric.GPU_POWER, Point::average),
        withExtremes ? Extreme.of(points, Point::min) : null,
        withExtremes ? Extreme.of(points, Point::max) : null);
  }

  private static @Nullable Double value(
      Map<Metric, Point> points, Metric metric, ToDoubleFunction<Point> which) {
    Point point = points.get(metric);
    return point == null ? null : which.applyAsDouble(point);
  }
}
