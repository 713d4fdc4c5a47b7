package org.dubnium.fleet.telemetry.scrape;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeReading;

/** Makes one reading of what several sources tell of a node. */
final class Readings {

  private Readings() {}

  /**
   * All that they tell; of the same thing told twice, what the first says. GPUs are the same if
   * they have the same UUID. The time is the latest.
   *
   * @param readings of one node, one at least
   */
  static NodeReading merge(Collection<NodeReading> readings) {
    List<NodeReading> all = List.copyOf(readings);
    NodeReading first = all.getFirst();
    if (all.size() == 1) {
      return first;
    }
    Instant at = all.stream().map(NodeReading::at).max(Comparator.naturalOrder()).orElseThrow();
    Map<String, GpuReading> gpus = new LinkedHashMap<>();
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    for (NodeReading reading : all) {
      reading.gpus().forEach(gpu -> gpus.merge(gpu.uuid(), gpu, Readings::merge));
      reading.values().forEach(values::putIfAbsent);
    }
    List<GpuReading> sorted = new ArrayList<>(gpus.values());
    sorted.sort(Comparator.comparingInt(GpuReading::index));
    return new NodeReading(first.node(), hostname(all), at, sorted, values);
  }

  /** A source that does not know it says the name of the node. */
  private static String hostname(List<NodeReading> readings) {
    return readings.stream()
        .map(NodeReading::hostname)
        .filter(hostname -> !hostname.equals(readings.getFirst().node().value()))
        .findFirst()
        .orElse(readings.getFirst().hostname());
  }

  private static GpuReading merge(GpuReading first, GpuReading second) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    values.putAll(first.values());
    second.values().forEach(values::putIfAbsent);
    return new GpuReading(
        first.index(),
        first.uuid(),
        first.name().isEmpty() ? second.name() : first.name(),
        first.pciBusId().isEmpty() ? second.pciBusId() : first.pciBusId(),
        values);
  }
}
