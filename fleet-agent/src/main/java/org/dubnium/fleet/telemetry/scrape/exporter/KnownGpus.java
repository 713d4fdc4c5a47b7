package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.NodeReading;

/**
 * The GPUs that a source told of before, by UUID, at most as many as a node may have: an exporter that
 * tells of an error by UUID alone means one of these.
 */
record KnownGpus(Map<String, GpuReading> byUuid) {

  static final KnownGpus NONE = new KnownGpus(Map.of());

  KnownGpus {
    byUuid = Map.copyOf(byUuid);
  }

  Optional<GpuReading> find(String uuid) {
    return Optional.ofNullable(byUuid.get(uuid));
  }

  /**
   * What is known after another reading. Of one that lost nothing, its GPUs; of another, also those
   * that were known before, unless their index is another's now.
   */
  KnownGpus after(NodeReading reading) {
    Map<String, GpuReading> all = new HashMap<>();
    for (GpuReading gpu : reading.gpus()) {
      all.put(gpu.uuid(), nameOf(gpu));
    }
    if (!reading.isWhole()) {
      byUuid.forEach(
          (uuid, gpu) -> {
            if (reading.gpus().stream().noneMatch(now -> now.index() == gpu.index())) {
              all.putIfAbsent(uuid, gpu);
            }
          });
    }
    return new KnownGpus(all);
  }

  private static GpuReading nameOf(GpuReading gpu) {
    return new GpuReading(gpu.index(), gpu.uuid(), gpu.name(), gpu.pciBusId(), Map.of());
  }
}
