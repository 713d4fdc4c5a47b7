package org.dubnium.fleet.telemetry.scrape;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.ServerReading;

/** Readings that tests make. */
final class NodeReadings {

  static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

  private NodeReadings() {}

  /** Of a node, so many seconds after the start, with that load. */
  static NodeReading load(String node, long second, double load) {
    return node(node, node, second, List.of(), Map.of(Metric.NODE_LOAD, load));
  }

  static NodeReading node(
      String node, String host, long second, List<GpuReading> gpus, Map<Metric, Double> values) {
    return new NodeReading(new NodeId(node), host, START.plusSeconds(second), gpus, values);
  }

  /** Of a node on which servers run, so many seconds after the start. */
  static NodeReading servers(String node, long second, ServerReading... servers) {
    return new NodeReading(
        new NodeId(node),
        node,
        START.plusSeconds(second),
        List.of(),
        Map.of(),
        List.of(servers),
        List.of());
  }

  static GpuReading gpu(int index, String uuid, String name, Map<Metric, Double> values) {
    return new GpuReading(index, uuid, name, "", values);
  }
}
