package org.dubnium.dbus.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The properties of a GPU at one moment. A number that the GPU does not tell is empty here, and the
 * highest of its type on the bus, as systemd does it.
 *
 * @param memoryKind {@code dedicated unified unknown}
 * @param memoryTotal bytes
 * @param role {@code display compute shared}
 * @param asleep whether it was left alone because nobody uses it
 * @param health {@code ok degraded lost unknown}
 * @param recovery what brings the GPU back: {@code none restart-app reset-gpu reboot} and so on
 * @param memoryUsed bytes
 * @param gpuUtilization percent
 * @param memoryUtilization percent
 * @param temperature degrees Celsius
 * @param powerUsage mW
 * @param smClock MHz
 * @param memoryClock MHz
 * @param processes empty if nobody can tell who holds the GPU
 */
public record GpuProperties(
    String uuid,
    int index,
    String name,
    String pciBusId,
    String memoryKind,
    OptionalLong memoryTotal,
    String role,
    boolean present,
    boolean asleep,
    String health,
    String recovery,
    Optional<XidInfo> lastXid,
    OptionalLong memoryUsed,
    OptionalLong gpuUtilization,
    OptionalLong memoryUtilization,
    OptionalLong temperature,
    OptionalLong powerUsage,
    OptionalLong smClock,
    OptionalLong memoryClock,
    List<String> throttleReasons,
    Optional<List<HolderInfo>> processes) {
  private static final long UNKNOWN_UINT32 = 0xffff_ffffL;
  private static final long UNKNOWN_UINT64 = -1;

  public GpuProperties {
    throttleReasons = List.copyOf(throttleReasons);
    processes = processes.map(List::copyOf);
  }

  Map<String, Object> byName() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("Uuid", uuid);
    values.put("Index", index);
    values.put("Name", name);
    values.put("PciBusId", pciBusId);
    values.put("MemoryKind", memoryKind);
    values.put("MemoryTotal", memoryTotal.orElse(UNKNOWN_UINT64));
    values.put("Role", role);
    values.put("Present", present);
    values.put("Asleep", asleep);
    values.put("Health", health);
    values.put("Recovery", recovery);
    values.put("LastXid", lastXid.map(AsDict::asDict).orElse(Map.of()));
    values.put("MemoryUsed", memoryUsed.orElse(UNKNOWN_UINT64));
    values.put("GpuUtilization", gpuUtilization.orElse(UNKNOWN_UINT32));
    values.put("MemoryUtilization", memoryUtilization.orElse(UNKNOWN_UINT32));
    values.put("Temperature", temperature.orElse(UNKNOWN_UINT32));
    values.put("PowerUsage", powerUsage.orElse(UNKNOWN_UINT32));
    values.put("SmClock", smClock.orElse(UNKNOWN_UINT32));
    values.put("MemoryClock", memoryClock.orElse(UNKNOWN_UINT32));
    values.put("ThrottleReasons", throttleReasons);
    values.put("Processes", AsDict.all(processes.orElse(List.of())));
    values.put("ProcessesKnown", processes.isPresent());
    return values;
  }
}
