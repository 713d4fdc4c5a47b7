package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.function.DoubleUnaryOperator;
import org.dubnium.fleet.domain.Decimals;
import org.dubnium.fleet.domain.Metric;

/**
 * What an exporter's number means here.
 *
 * @param convert from the exporter's unit to that of the metric; not a number for what means nothing
 */
record Unit(Metric metric, DoubleUnaryOperator convert) {

  private static final double MIB = 1024 * 1024;

  /** Ratios are measured: a hundredth more than all is all. */
  private static final double OVERSHOOT = 1.01;

  /**
   * NVML's bit for a clock that is low because the GPU is idle: {@code
   * nvmlClocksEventReasonGpuIdle}.
   */
  private static final long IDLE = 1;

  /** No driver gives reasons beyond these bits: {@code nvmlClocksEventReasonAll}. */
  private static final double REASONS = 0xffff;

  static Unit same(Metric metric) {
    return new Unit(metric, value -> value);
  }

  /** In a unit that is ten to the power of that many times smaller. */
  static Unit decimal(int places, Metric metric) {
    return new Unit(metric, value -> Decimals.shifted(value, places));
  }

  /** A ratio, as a percentage. */
  static Unit ratio(Metric metric) {
    return new Unit(metric, Unit::percent);
  }

  static Unit bytes(Metric metric) {
    return new Unit(metric, Unit::mib);
  }

  static double mib(double bytes) {
    return bytes / MIB;
  }

  /** A mask of NVML's reasons for clocks below the highest. */
  static Unit reasons() {
    return new Unit(
        Metric.GPU_THROTTLE,
        mask ->
            mask >= 0 && mask <= REASONS && mask == Math.rint(mask)
                ? Long.bitCount((long) mask & ~IDLE)
                : Double.NaN);
  }

  /** A ratio, as a percentage. */
  static double percent(double ratio) {
    return Decimals.shifted(ratio > 1 && ratio <= OVERSHOOT ? 1 : ratio, 2);
  }
}
