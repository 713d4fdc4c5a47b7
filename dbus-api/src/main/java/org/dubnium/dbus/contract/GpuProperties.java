package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.FLAG;
import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.TEXTS;
import static org.dubnium.bus.codec.FieldType.UINT32;
import static org.dubnium.bus.codec.FieldType.UINT32_OR_HIGHEST;
import static org.dubnium.bus.codec.FieldType.UINT64_OR_HIGHEST;
import static org.dubnium.bus.codec.FieldType.dictOrEmpty;
import static org.dubnium.bus.codec.FieldType.dicts;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.dubnium.bus.codec.DictCodec;

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
    long index,
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
  public static final DictCodec<GpuProperties> CODEC =
      DictCodec.of(
          fields ->
              new GpuProperties(
                  fields.required("Uuid", TEXT, GpuProperties::uuid),
                  fields.required("Index", UINT32, GpuProperties::index),
                  fields.required("Name", TEXT, GpuProperties::name),
                  fields.required("PciBusId", TEXT, GpuProperties::pciBusId),
                  fields.required("MemoryKind", TEXT, GpuProperties::memoryKind),
                  fields.required("MemoryTotal", UINT64_OR_HIGHEST, GpuProperties::memoryTotal),
                  fields.required("Role", TEXT, GpuProperties::role),
                  fields.required("Present", FLAG, GpuProperties::present),
                  fields.required("Asleep", FLAG, GpuProperties::asleep),
                  fields.required("Health", TEXT, GpuProperties::health),
                  fields.required("Recovery", TEXT, GpuProperties::recovery),
                  fields.required("LastXid", dictOrEmpty(XidInfo.CODEC), GpuProperties::lastXid),
                  fields.required("MemoryUsed", UINT64_OR_HIGHEST, GpuProperties::memoryUsed),
                  fields.required(
                      "GpuUtilization", UINT32_OR_HIGHEST, GpuProperties::gpuUtilization),
                  fields.required(
                      "MemoryUtilization", UINT32_OR_HIGHEST, GpuProperties::memoryUtilization),
                  fields.required("Temperature", UINT32_OR_HIGHEST, GpuProperties::temperature),
                  fields.required("PowerUsage", UINT32_OR_HIGHEST, GpuProperties::powerUsage),
                  fields.required("SmClock", UINT32_OR_HIGHEST, GpuProperties::smClock),
                  fields.required("MemoryClock", UINT32_OR_HIGHEST, GpuProperties::memoryClock),
                  fields.required("ThrottleReasons", TEXTS, GpuProperties::throttleReasons),
                  known(
                      fields.required("Processes", dicts(HolderInfo.CODEC), GpuProperties::listed),
                      fields.required(
                          "ProcessesKnown", FLAG, gpu -> gpu.processes().isPresent()))));

  public GpuProperties {
    throttleReasons = List.copyOf(throttleReasons);
    processes = processes.map(List::copyOf);
  }

  /** Nobody is listed where nobody can tell; {@code ProcessesKnown} says which of both it is. */
  private List<HolderInfo> listed() {
    return processes.orElse(List.of());
  }

  private static Optional<List<HolderInfo>> known(List<HolderInfo> listed, boolean known) {
    return known ? Optional.of(listed) : Optional.empty();
  }
}
