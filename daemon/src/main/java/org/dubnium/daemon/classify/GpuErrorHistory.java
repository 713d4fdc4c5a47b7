package org.dubnium.daemon.classify;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;

/**
 * The errors of all GPUs, over time. A value: every report and every observation makes another one.
 *
 * @param byUuid of GPUs that had any, or of which the driver says what they need
 * @param known UUIDs of all GPUs that were ever seen
 * @param present UUIDs of those that were seen last
 * @param driverLoads as {@link GpuInventory#driverLoads} was last
 * @param sequence of the last observation; 0 before the first
 */
public record GpuErrorHistory(
    Map<String, GpuErrors> byUuid,
    Set<String> known,
    Set<String> present,
    int driverLoads,
    long sequence) {

  /** Before anything was seen. */
  public static final GpuErrorHistory NONE =
      new GpuErrorHistory(Map.of(), Set.of(), Set.of(), 0, 0);

  public GpuErrorHistory {
    byUuid = Map.copyOf(byUuid);
    known = Set.copyOf(known);
    present = Set.copyOf(present);
  }

  /** The errors that the driver reported for a GPU, since this daemon started. */
  public GpuErrors of(String uuid) {
    return byUuid.getOrDefault(uuid, GpuErrors.NONE);
  }

  /** The driver reported an error. */
  public GpuErrorHistory reported(GpuEvent event) {
    Map<String, GpuErrors> errors = new HashMap<>(byUuid);
    errors.put(event.uuid(), of(event.uuid()).reported(event, sequence));
    return new GpuErrorHistory(errors, known, present, driverLoads, sequence);
  }

  /** The GPUs were read: what the driver says of each, and which are back that were gone. */
  public GpuErrorHistory observed(Observation seen) {
    if (!(seen.gpus() instanceof Reading.Value<GpuInventory>(GpuInventory inventory))) {
      return new GpuErrorHistory(byUuid, known, present, driverLoads, seen.sequence());
    }
    Map<String, GpuErrors> errors = new HashMap<>(byUuid);
    if (inventory.driverLoads() != driverLoads) {
      errors.replaceAll((uuid, before) -> before.returned(seen.at()));
    }
    for (Gpu gpu : inventory.gpus()) {
      String uuid = gpu.identity().uuid();
      GpuErrors before = errors.getOrDefault(uuid, GpuErrors.NONE);
      boolean back = known.contains(uuid) && !present.contains(uuid);
      GpuErrors now = (back ? before.returned(seen.at()) : before).read(gpu, seen.at());
      if (!now.equals(GpuErrors.NONE)) {
        errors.put(uuid, now);
      }
    }
    Set<String> here =
        inventory.gpus().stream().map(gpu -> gpu.identity().uuid()).collect(Collectors.toSet());
    Set<String> all = new HashSet<>(known);
    all.addAll(here);
    return new GpuErrorHistory(errors, all, here, inventory.driverLoads(), seen.sequence());
  }
}
