package org.dubnium.fleet.telemetry.exposition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.ServerReading;

/**
 * Nodes, GPUs and servers. A node that does not answer has {@code dubnium_node_up} 0, and when it did last,
 * and nothing else: what it said then is not true now.
 */
public final class FleetFamilies {

  private FleetFamilies() {}

  public static List<Family> of(Collection<NodeState> nodes) {
    Family up = Family.gauge("dubnium_node_up", "Whether the node answers.");
    Family seen =
        Family.gauge(
            "dubnium_node_last_seen_timestamp_seconds", "When the node answered last.");
    MetricFamilies read = new MetricFamilies();
    for (NodeState node : nodes) {
      Map<String, String> labels = Map.of("node", node.node().value());
      up.add(labels, node.reachable() ? 1 : 0);
      node.lastSeen().ifPresent(time -> seen.add(labels, time.toEpochMilli() / 1000.0));
      if (node.reachable()) {
        node.last().ifPresent(reading -> add(reading, read));
      }
    }
    List<Family> families = new ArrayList<>(List.of(up, seen));
    families.addAll(read.all());
    return families;
  }

  private static void add(NodeReading reading, MetricFamilies families) {
    String node = reading.node().value();
    for (GpuReading gpu : reading.gpus()) {
      families.add(gpu.values(), labels(reading, gpu));
    }
    for (ServerReading server : reading.servers()) {
      families.add(server.values(), Map.of("node", node, "server", server.name()));
    }
    families.add(reading.values(), Map.of("node", node));
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
}
