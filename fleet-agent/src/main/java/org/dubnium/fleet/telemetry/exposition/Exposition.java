package org.dubnium.fleet.telemetry.exposition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;

/**
 * The fleet as {@code GET /metrics} tells it. A node that does not answer has {@code dubnium_node_up}
 * 0 and nothing else: what it said last is not true now.
 */
public final class Exposition {

  /** Prometheus' text format. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private Exposition() {}

  /**
   * Writes it.
   *
   * @param mode of this host and its condition; empty if the mode controller does not answer
   */
  public static String of(Collection<NodeState> nodes, Map<String, String> mode) {
    List<Family> families = new ArrayList<>();
    families.add(up(nodes));
    Map<Metric, Family> gpus = new EnumMap<>(Metric.class);
    Map<Metric, Family> others = new EnumMap<>(Metric.class);
    for (NodeState node : nodes) {
      if (node.reachable()) {
        node.last().ifPresent(reading -> add(reading, gpus, others));
      }
    }
    families.addAll(gpus.values());
    families.addAll(others.values());
    if (!mode.isEmpty()) {
      families.add(
          new Family("dubnium_mode_info", "gauge", "Mode of this host; always 1.").add(mode, 1));
    }
    StringBuilder text = new StringBuilder();
    families.forEach(family -> family.write(text));
    return text.toString();
  }

  private static Family up(Collection<NodeState> nodes) {
    Family up = new Family("dubnium_node_up", "gauge", "Whether the node answers.");
    nodes.forEach(node -> up.add(Map.of("node", node.node().value()), node.reachable() ? 1 : 0));
    return up;
  }

  private static void add(
      NodeReading reading, Map<Metric, Family> gpus, Map<Metric, Family> others) {
    for (GpuReading gpu : reading.gpus()) {
      Map<String, String> labels = labels(reading, gpu);
      gpu.values()
          .forEach(
              (metric, value) ->
                  gpus.computeIfAbsent(metric, Exposition::gpuFamily).add(labels, value));
    }
    Map<String, String> labels = Map.of("node", reading.node().value());
    reading
        .values()
        .forEach(
            (metric, value) ->
                others.computeIfAbsent(metric, Exposition::ownFamily).add(labels, value));
  }

  /** In dcgm-exporter's order. */
  private static Map<String, String> labels(NodeReading reading, GpuReading gpu) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("gpu", Integer.toString(gpu.index()));
    labels.put("UUID", gpu.uuid());
    labels.put("pci_bus_id", gpu.pciBusId());
    labels.put("device", "nvidia" + gpu.index());
    labels.put("modelName", gpu.name());
    labels.put("Hostname", reading.hostname());
    return labels;
  }

  private static Family gpuFamily(Metric metric) {
    DcgmName known = DcgmName.ALL.get(metric);
    return known == null ? ownFamily(metric) : new Family(known.name(), known.type(), known.help());
  }

  private static Family ownFamily(Metric metric) {
    String words = metric.text().replace('_', ' ');
    return new Family(
        "dubnium_" + metric.text(),
        "gauge",
        words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".");
  }
}
