package org.dubnium.dbus.contract;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.dubnium.dbus.wire.Dict;
import org.dubnium.dbus.wire.Variant;

/**
 * One sample of a GPU. What the GPU does not tell is empty, and left out on the bus.
 *
 * @param memoryUsed bytes
 * @param memoryTotal bytes
 * @param gpuUtilization percent
 * @param memoryUtilization percent
 * @param temperature degrees Celsius
 * @param powerUsage mW
 * @param smClock MHz
 * @param memoryClock MHz
 */
public record TelemetryInfo(
    String uuid,
    Instant sampledAt,
    OptionalLong memoryUsed,
    OptionalLong memoryTotal,
    OptionalLong gpuUtilization,
    OptionalLong memoryUtilization,
    OptionalLong temperature,
    OptionalLong powerUsage,
    OptionalLong smClock,
    OptionalLong memoryClock,
    Optional<List<String>> throttleReasons)
    implements AsDict {

  @Override
  public Map<String, Variant> asDict() {
    Dict dict = new Dict().string("uuid", uuid).uint64("sampled-at", Micros.of(sampledAt));
    memoryUsed.ifPresent(value -> dict.uint64("memory-used", value));
    memoryTotal.ifPresent(value -> dict.uint64("memory-total", value));
    gpuUtilization.ifPresent(value -> dict.uint32("gpu-utilization", value));
    memoryUtilization.ifPresent(value -> dict.uint32("memory-utilization", value));
    temperature.ifPresent(value -> dict.uint32("temperature", value));
    powerUsage.ifPresent(value -> dict.uint32("power-usage", value));
    smClock.ifPresent(value -> dict.uint32("sm-clock", value));
    memoryClock.ifPresent(value -> dict.uint32("memory-clock", value));
    throttleReasons.ifPresent(value -> dict.strings("throttle-reasons", value));
    return dict.toMap();
  }
}
