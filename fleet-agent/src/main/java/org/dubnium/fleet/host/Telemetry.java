package org.dubnium.fleet.host;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.dubnium.bus.wire.Variant;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;

/** One dictionary of {@code ReadTelemetry()} in the words of the fleet. */
final class Telemetry {

  private static final double MIB = 1024 * 1024;
  private static final double MILLIWATTS = 1000;

  /** A clock that is low because nothing runs is not held back. */
  private static final String IDLE = "gpu-idle";

  private Telemetry() {}

  /** A GPU; empty for one that has no index that can be used. */
  static Optional<GpuReading> gpu(Map<String, Variant> sample) {
    return find(sample, "index")
        .map(index -> GpuReading.index((double) index.asLong()))
        .filter(OptionalInt::isPresent)
        .map(index -> gpu(index.getAsInt(), sample));
  }

  private static GpuReading gpu(int index, Map<String, Variant> sample) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    put(values, Metric.GPU_UTILIZATION, sample, "gpu-utilization", 1);
    put(values, Metric.GPU_MEMORY_UTILIZATION, sample, "memory-utilization", 1);
    put(values, Metric.GPU_MEMORY_USED, sample, "memory-used", MIB);
    put(values, Metric.GPU_MEMORY_FREE, sample, "memory-free", MIB);
    put(values, Metric.GPU_MEMORY_TOTAL, sample, "memory-total", MIB);
    put(values, Metric.GPU_TEMPERATURE, sample, "temperature", 1);
    put(values, Metric.GPU_POWER, sample, "power-usage", MILLIWATTS);
    put(values, Metric.GPU_SM_CLOCK, sample, "sm-clock", 1);
    put(values, Metric.GPU_MEMORY_CLOCK, sample, "memory-clock", 1);
    put(values, Metric.GPU_ECC_CORRECTED, sample, "ecc-corrected", 1);
    put(values, Metric.GPU_ECC_UNCORRECTED, sample, "ecc-uncorrected", 1);
    double xid =
        find(sample, "worst-xid")
            .or(() -> find(sample, "last-xid"))
            .map(code -> (double) code.asLong())
            .orElse(0.0);
    if (Metric.GPU_XID.isPossible(xid)) {
      values.put(Metric.GPU_XID, xid);
    }
    find(sample, "throttle-reasons")
        .ifPresent(
            reasons ->
                values.put(
                    Metric.GPU_THROTTLE,
                    (double) reasons.asStrings().stream().filter(why -> !why.equals(IDLE)).count()));
    return new GpuReading(
        index,
        text(sample, "uuid"),
        text(sample, "name"),
        text(sample, "pci-bus-id"),
        values);
  }

  private static void put(
      Map<Metric, Double> values,
      Metric metric,
      Map<String, Variant> sample,
      String key,
      double unit) {
    find(sample, key)
        .map(value -> value.asLong() / unit)
        .filter(metric::isPossible)
        .ifPresent(value -> values.put(metric, value));
  }

  private static String text(Map<String, Variant> sample, String key) {
    return find(sample, key).map(Variant::asString).orElse("");
  }

  private static Optional<Variant> find(Map<String, Variant> sample, String key) {
    return Optional.ofNullable(sample.get(key));
  }
}
