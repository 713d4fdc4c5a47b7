package org.dubnium.fleet.telemetry.scrape.exporter;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;

/** A reading in the making. Where a value is put twice, the first one stays. */
final class ReadingDraft {

  /** A GPU in the making. */
  static final class Gpu {
    private final int index;
    private final String uuid;
    private final String name;
    private final String pciBusId;
    private final Map<Metric, Double> values = new EnumMap<>(Metric.class);

    private Gpu(int index, String uuid, String name, String pciBusId) {
      this.index = index;
      this.uuid = uuid;
      this.name = name;
      this.pciBusId = pciBusId;
    }

    void put(Metric metric, double value) {
      values.putIfAbsent(metric, value);
    }

    OptionalDouble get(Metric metric) {
      Double value = values.get(metric);
      return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private GpuReading reading() {
      return new GpuReading(index, uuid, name, pciBusId, values);
    }
  }

  private final NodeId node;
  private String hostname = "";
  private final Map<String, Gpu> gpus = new LinkedHashMap<>();
  private final Map<Metric, Double> values = new EnumMap<>(Metric.class);

  ReadingDraft(NodeId node) {
    this.node = node;
  }

  NodeId node() {
    return node;
  }

  void hostname(String told) {
    if (hostname.isEmpty()) {
      hostname = told;
    }
  }

  /** The GPU of that UUID, made if it is not there. */
  Gpu gpu(int index, String uuid, String name, String pciBusId) {
    String id = uuid.isEmpty() ? node + ":" + index : uuid;
    return gpus.computeIfAbsent(id, ignored -> new Gpu(index, id, name, pciBusId));
  }

  void put(Metric metric, double value) {
    values.putIfAbsent(metric, value);
  }

  void put(Metric metric, OptionalDouble value) {
    value.ifPresent(told -> put(metric, told));
  }

  NodeReading reading(Instant at) {
    List<GpuReading> sorted =
        gpus.values().stream()
            .sorted(Comparator.comparingInt((Gpu gpu) -> gpu.index))
            .map(Gpu::reading)
            .toList();
    return new NodeReading(node, hostname.isEmpty() ? node.value() : hostname, at, sorted, values);
  }
}
