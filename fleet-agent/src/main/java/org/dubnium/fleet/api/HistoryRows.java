package org.dubnium.fleet.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.service.TimeRange;
import org.dubnium.fleet.telemetry.Series;
import org.dubnium.fleet.telemetry.Statistic;

/**
 * The past as {@code GET /api/metrics/history/gpu} and {@code …/slurm} tell it, compatible with the GPU
 * Watchdog backend: a row for each subject and moment, times in milliseconds since the epoch. Where a
 * step was asked for, rows of GPUs have the least and the most beside the mean.
 */
final class HistoryRows implements JsonSerializable {

  private static final Map<String, Metric> GPU =
      fields(
          Map.entry("utilization", Metric.GPU_UTILIZATION),
          Map.entry("memoryUsedMB", Metric.GPU_MEMORY_USED),
          Map.entry("memoryTotalMB", Metric.GPU_MEMORY_TOTAL),
          Map.entry("temperatureC", Metric.GPU_TEMPERATURE),
          Map.entry("powerUsageW", Metric.GPU_POWER));

  private static final Map<String, Metric> SLURM =
      fields(
          Map.entry("cpusTotal", Metric.SLURM_CPUS_TOTAL),
          Map.entry("cpusAlloc", Metric.SLURM_CPUS_ALLOC),
          Map.entry("nodesTotal", Metric.SLURM_NODES_TOTAL),
          Map.entry("nodesIdle", Metric.SLURM_NODES_IDLE),
          Map.entry("nodesAlloc", Metric.SLURM_NODES_ALLOC),
          Map.entry("jobsPending", Metric.SLURM_QUEUE_PENDING),
          Map.entry("jobsRunning", Metric.SLURM_QUEUE_RUNNING));

  /** What rows of GPUs are made of. */
  static final Set<Metric> GPU_METRICS = Set.copyOf(GPU.values());

  /** What rows of a cluster are made of. */
  static final Set<Metric> SLURM_METRICS = Set.copyOf(SLURM.values());

  private final TimeRange range;
  private final List<SeriesTable> tables;
  private final Map<String, Metric> fields;

  private HistoryRows(TimeRange range, List<Series> series, Map<String, Metric> fields) {
    this.range = range;
    this.tables = SeriesTable.of(series);
    this.fields = fields;
  }

  static HistoryRows ofGpus(TimeRange range, List<Series> series) {
    return new HistoryRows(range, series, GPU);
  }

  static HistoryRows ofSlurm(TimeRange range, List<Series> series) {
    return new HistoryRows(range, series, SLURM);
  }

  @SafeVarargs
  private static Map<String, Metric> fields(Map.Entry<String, Metric>... fields) {
    Map<String, Metric> inOrder = new LinkedHashMap<>();
    for (Map.Entry<String, Metric> field : fields) {
      inOrder.put(field.getKey(), field.getValue());
    }
    return inOrder;
  }

  @Override
  public void serialize(JsonGenerator json, SerializerProvider serializers) throws IOException {
    json.writeStartObject();
    TimeRanges.write(range, json);
    json.writeArrayFieldStart("data");
    for (SeriesTable table : tables) {
      for (int row = 0; row < table.rows(); row++) {
        write(table, row, json);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(SeriesTable table, int row, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("timestamp", table.time(row));
    OptionalInt gpu = table.subject().gpu();
    if (gpu.isPresent()) {
      json.writeStringField("nodeId", table.subject().place().value());
      json.writeNumberField("gpuIndex", gpu.getAsInt());
    }
    writeValues(table, Statistic.AVERAGE, row, json);
    if (gpu.isPresent() && range.step().isPresent()) {
      for (Statistic extreme : List.of(Statistic.MIN, Statistic.MAX)) {
        json.writeObjectFieldStart(extreme.text());
        writeValues(table, extreme, row, json);
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }

  private void writeValues(SeriesTable table, Statistic statistic, int row, JsonGenerator json)
      throws IOException {
    for (Map.Entry<String, Metric> field : fields.entrySet()) {
      if (statistic == Statistic.AVERAGE || field.getValue() != Metric.GPU_MEMORY_TOTAL) {
        json.writeFieldName(field.getKey());
        write(table.value(field.getValue(), statistic, row), json);
      }
    }
  }

  /** A number, or null for NaN: there is none. */
  static void write(double value, JsonGenerator json) throws IOException {
    if (Double.isNaN(value)) {
      json.writeNull();
    } else {
      json.writeNumber(value);
    }
  }

  @Override
  public void serializeWithType(
      JsonGenerator json, SerializerProvider serializers, TypeSerializer type) throws IOException {
    serialize(json, serializers);
  }
}
