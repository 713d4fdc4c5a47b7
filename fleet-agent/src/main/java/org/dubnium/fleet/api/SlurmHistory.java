package org.dubnium.fleet.api;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.telemetry.Series;
import org.jspecify.annotations.Nullable;

/** The past of the Slurm cluster; times in milliseconds since the epoch. */
record SlurmHistory(GpuHistory.Range range, List<Row> data) {

  /** What rows are made of. */
  static final Set<Metric> METRICS =
      Set.of(
          Metric.SLURM_CPUS_TOTAL,
          Metric.SLURM_CPUS_ALLOC,
          Metric.SLURM_NODES_TOTAL,
          Metric.SLURM_NODES_IDLE,
          Metric.SLURM_NODES_ALLOC,
          Metric.SLURM_QUEUE_PENDING,
          Metric.SLURM_QUEUE_RUNNING);

  /** The cluster at one moment. */
  record Row(
      long timestamp,
      @Nullable Double cpusTotal,
      @Nullable Double cpusAlloc,
      @Nullable Double nodesTotal,
      @Nullable Double nodesIdle,
      @Nullable Double nodesAlloc,
      @Nullable Double jobsPending,
      @Nullable Double jobsRunning) {}

  static SlurmHistory of(TimeRange range, List<Series> series) {
    TreeMap<Instant, Map<Metric, Double>> moments = new TreeMap<>();
    for (Series one : series) {
      for (Series.Point point : one.points()) {
        moments
            .computeIfAbsent(point.at(), at -> new EnumMap<>(Metric.class))
            .put(one.key().metric(), point.average());
      }
    }
    List<Row> rows =
        moments.entrySet().stream().map(moment -> row(moment.getKey(), moment.getValue())).toList();
    return new SlurmHistory(GpuHistory.Range.of(range), rows);
  }

  private static Row row(Instant at, Map<Metric, Double> values) {
    return new Row(
        at.toEpochMilli(),
        values.get(Metric.SLURM_CPUS_TOTAL),
        values.get(Metric.SLURM_CPUS_ALLOC),
        values.get(Metric.SLURM_NODES_TOTAL),
        values.get(Metric.SLURM_NODES_IDLE),
        values.get(Metric.SLURM_NODES_ALLOC),
        values.get(Metric.SLURM_QUEUE_PENDING),
        values.get(Metric.SLURM_QUEUE_RUNNING));
  }
}
