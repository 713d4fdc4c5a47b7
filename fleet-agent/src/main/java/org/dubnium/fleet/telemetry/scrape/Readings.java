package org.dubnium.fleet.telemetry.scrape;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.ServerReading;
import org.dubnium.fleet.domain.Trouble;

/** Makes one reading of what several sources tell of a node. */
final class Readings {

  private Readings() {}

  /**
   * All that they tell; of the same thing told twice, what the first says. GPUs are the same if
   * they have the same UUID, or the same index where one of the two tells none. Where sources call
   * two GPUs by the same index, the first is believed and the other left out, which is a trouble.
   * The time is the latest.
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
    List<Trouble> troubles = new ArrayList<>();
    Map<Integer, GpuReading> gpus = new TreeMap<>();
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    Map<String, ServerReading> servers = new TreeMap<>();
    for (NodeReading reading : all) {
      reading.gpus().forEach(gpu -> add(gpus, gpu, troubles));
      reading.values().forEach(values::putIfAbsent);
      reading.servers().forEach(server -> servers.merge(server.name(), server, Readings::merge));
      troubles.addAll(reading.troubles());
    }
    return new NodeReading(
        first.node(),
        hostname(all),
        at,
        List.copyOf(gpus.values()),
        values,
        List.copyOf(servers.values()),
        troubles);
  }

  private static void add(
      Map<Integer, GpuReading> gpus, GpuReading gpu, List<Trouble> troubles) {
    Optional<GpuReading> same =
        gpus.values().stream()
            .filter(one -> gpu.hasUuid() && one.uuid().equals(gpu.uuid()))
            .findFirst();
    GpuReading known = same.orElse(gpus.get(gpu.index()));
    if (known == null) {
      gpus.put(gpu.index(), gpu);
    } else if (same.isPresent() || !known.hasUuid() || !gpu.hasUuid()) {
      gpus.put(known.index(), merge(known, gpu));
    } else {
      troubles.add(
          new Trouble(
              "two sources of this node call different GPUs "
                  + gpu.index()
                  + ", "
                  + known.uuid()
                  + " and "
                  + gpu.uuid()
                  + ": the second is left out",
              true));
    }
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
        first.hasUuid() ? first.uuid() : second.uuid(),
        first.name().isEmpty() ? second.name() : first.name(),
        first.pciBusId().isEmpty() ? second.pciBusId() : first.pciBusId(),
        values);
  }

  private static ServerReading merge(ServerReading first, ServerReading second) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    values.putAll(first.values());
    second.values().forEach(values::putIfAbsent);
    return new ServerReading(first.name(), values);
  }
}
