package org.dubnium.fleet.host;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.dubnium.dbus.contract.TelemetryInfo;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;

/** A sample of the mode controller's in the words of the fleet. */
final class Telemetry {

  private static final double MIB = 1024 * 1024;
  private static final double MILLIWATTS = 1000;

  /** A clock that is low because nothing runs is not held back. */
  private static final String IDLE = "gpu-idle";

  private Telemetry() {}

  /** A GPU; empty for one whose index cannot be used. */
  static Optional<GpuReading> gpu(TelemetryInfo sample) {
    OptionalInt index = GpuReading.index((double) sample.index());
    return index.isPresent() ? Optional.of(gpu(index.getAsInt(), sample)) : Optional.empty();
  }

  private static GpuReading gpu(int index, TelemetryInfo sample) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    put(values, Metric.GPU_UTILIZATION, sample.gpuUtilization(), 1);
    put(values, Metric.GPU_MEMORY_UTILIZATION, sample.memoryUtilization(), 1);
    put(values, Metric.GPU_MEMORY_USED, sample.memoryUsed(), MIB);
    put(values, Metric.GPU_MEMORY_FREE, sample.memoryFree(), MIB);
    put(values, Metric.GPU_MEMORY_TOTAL, sample.memoryTotal(), MIB);
    put(values, Metric.GPU_TEMPERATURE, sample.temperature(), 1);
    put(values, Metric.GPU_POWER, sample.powerUsage(), MILLIWATTS);
    put(values, Metric.GPU_SM_CLOCK, sample.smClock(), 1);
    put(values, Metric.GPU_MEMORY_CLOCK, sample.memoryClock(), 1);
    put(values, Metric.GPU_ECC_CORRECTED, sample.eccCorrected(), 1);
    put(values, Metric.GPU_ECC_UNCORRECTED, sample.eccUncorrected(), 1);
    long xid = sample.worstXid().orElse(sample.lastXid().orElse(0));
    put(values, Metric.GPU_XID, OptionalLong.of(xid), 1);
    sample
        .throttleReasons()
        .ifPresent(
            reasons ->
                values.put(
                    Metric.GPU_THROTTLE,
                    (double) reasons.stream().filter(why -> !why.equals(IDLE)).count()));
    return new GpuReading(index, sample.uuid(), sample.name(), sample.pciBusId(), values);
  }

  private static void put(
      Map<Metric, Double> values, Metric metric, OptionalLong number, double unit) {
    number.stream()
        .mapToObj(value -> value / unit)
        .filter(metric::isPossible)
        .forEach(value -> values.put(metric, value));
  }
}
