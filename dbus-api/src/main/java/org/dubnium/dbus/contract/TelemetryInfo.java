package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.FLAG;
import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.TEXTS;
import static org.dubnium.bus.codec.FieldType.TIME;
import static org.dubnium.bus.codec.FieldType.UINT32;
import static org.dubnium.bus.codec.FieldType.UINT64;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.dubnium.bus.codec.DictCodec;

/**
 * One sample of a GPU. What the GPU does not tell is empty, and left out on the bus.
 *
 * @param index NVML's
 * @param asleep whether it was left alone because nobody uses it: then nothing is measured
 * @param memoryKind {@code dedicated unified}; empty if the GPU does not tell
 * @param memoryUsed bytes; neither used nor free is what the driver reserves
 * @param memoryFree bytes
 * @param memoryTotal bytes
 * @param gpuUtilization percent
 * @param memoryUtilization percent
 * @param temperature degrees Celsius
 * @param powerUsage mW
 * @param smClock MHz
 * @param memoryClock MHz
 * @param eccCorrected errors since the driver was loaded
 * @param eccUncorrected errors since the driver was loaded
 * @param lastXid empty if there was none since the daemon started
 * @param worstXid the gravest that nothing has recovered yet; empty if there is none
 * @param recovery what brings the GPU back, {@code none} if nothing is needed
 */
public record TelemetryInfo(
    String uuid,
    long index,
    String name,
    String pciBusId,
    boolean asleep,
    Instant sampledAt,
    Optional<String> memoryKind,
    OptionalLong memoryUsed,
    OptionalLong memoryFree,
    OptionalLong memoryTotal,
    OptionalLong gpuUtilization,
    OptionalLong memoryUtilization,
    OptionalLong temperature,
    OptionalLong powerUsage,
    OptionalLong smClock,
    OptionalLong memoryClock,
    Optional<List<String>> throttleReasons,
    OptionalLong eccCorrected,
    OptionalLong eccUncorrected,
    OptionalLong lastXid,
    OptionalLong worstXid,
    String recovery) {
  public static final DictCodec<TelemetryInfo> CODEC =
      DictCodec.of(
          fields ->
              new TelemetryInfo(
                  fields.required("uuid", TEXT, TelemetryInfo::uuid),
                  fields.required("index", UINT32, TelemetryInfo::index),
                  fields.required("name", TEXT, TelemetryInfo::name),
                  fields.required("pci-bus-id", TEXT, TelemetryInfo::pciBusId),
                  fields.required("asleep", FLAG, TelemetryInfo::asleep),
                  fields.required("sampled-at", TIME, TelemetryInfo::sampledAt),
                  fields.optional("memory-kind", TEXT, TelemetryInfo::memoryKind),
                  fields.optionalNumber("memory-used", UINT64, TelemetryInfo::memoryUsed),
                  fields.optionalNumber("memory-free", UINT64, TelemetryInfo::memoryFree),
                  fields.optionalNumber("memory-total", UINT64, TelemetryInfo::memoryTotal),
                  fields.optionalNumber("gpu-utilization", UINT32, TelemetryInfo::gpuUtilization),
                  fields.optionalNumber(
                      "memory-utilization", UINT32, TelemetryInfo::memoryUtilization),
                  fields.optionalNumber("temperature", UINT32, TelemetryInfo::temperature),
                  fields.optionalNumber("power-usage", UINT32, TelemetryInfo::powerUsage),
                  fields.optionalNumber("sm-clock", UINT32, TelemetryInfo::smClock),
                  fields.optionalNumber("memory-clock", UINT32, TelemetryInfo::memoryClock),
                  fields.optional("throttle-reasons", TEXTS, TelemetryInfo::throttleReasons),
                  fields.optionalNumber("ecc-corrected", UINT64, TelemetryInfo::eccCorrected),
                  fields.optionalNumber("ecc-uncorrected", UINT64, TelemetryInfo::eccUncorrected),
                  fields.optionalNumber("last-xid", UINT32, TelemetryInfo::lastXid),
                  fields.optionalNumber("worst-xid", UINT32, TelemetryInfo::worstXid),
                  fields.required("recovery", TEXT, TelemetryInfo::recovery)));
}
