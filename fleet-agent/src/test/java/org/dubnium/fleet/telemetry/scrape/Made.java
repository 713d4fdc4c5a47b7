package org.dubnium.fleet.telemetry.scrape;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;

/** Readings that tests make. */
final class Made {

  static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

  private Made() {}

  /** Of a node, so many seconds after the start, with that load. */
  static NodeReading load(String node, long second, double load) {
    return node(node, node, second, List.of(), Map.of(Metric.NODE_LOAD, load));
  }

  static NodeReading node(
      String node, String host, long second, List<GpuReading> gpus, Map<Metric, Double> values) {
    return new NodeReading(new NodeId(node), host, START.plusSeconds(second), gpus, values);
  }

  static GpuReading gpu(int index, String uuid, String name, Map<Metric, Double> values) {
    return new GpuReading(index, uuid, name, "", values);
  }
}
