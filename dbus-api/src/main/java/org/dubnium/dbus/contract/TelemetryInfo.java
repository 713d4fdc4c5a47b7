package org.dubnium.dbus.contract;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.Variant;

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
    int index,
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
    String recovery)
    implements AsDict {

  @Override
  public Map<String, Variant> asDict() {
    Dict dict =
        new Dict()
            .string("uuid", uuid)
            .uint32("index", index)
            .string("name", name)
            .string("pci-bus-id", pciBusId)
            .bool("asleep", asleep)
            .uint64("sampled-at", Micros.of(sampledAt));
    memoryKind.ifPresent(value -> dict.string("memory-kind", value));
    memoryUsed.ifPresent(value -> dict.uint64("memory-used", value));
    memoryFree.ifPresent(value -> dict.uint64("memory-free", value));
    memoryTotal.ifPresent(value -> dict.uint64("memory-total", value));
    gpuUtilization.ifPresent(value -> dict.uint32("gpu-utilization", value));
    memoryUtilization.ifPresent(value -> dict.uint32("memory-utilization", value));
    temperature.ifPresent(value -> dict.uint32("temperature", value));
    powerUsage.ifPresent(value -> dict.uint32("power-usage", value));
    smClock.ifPresent(value -> dict.uint32("sm-clock", value));
    memoryClock.ifPresent(value -> dict.uint32("memory-clock", value));
    throttleReasons.ifPresent(value -> dict.strings("throttle-reasons", value));
    eccCorrected.ifPresent(value -> dict.uint64("ecc-corrected", value));
    eccUncorrected.ifPresent(value -> dict.uint64("ecc-uncorrected", value));
    lastXid.ifPresent(value -> dict.uint32("last-xid", value));
    worstXid.ifPresent(value -> dict.uint32("worst-xid", value));
    dict.string("recovery", recovery);
    return dict.toMap();
  }
}
