package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.function.DoubleUnaryOperator;
import org.dubnium.fleet.domain.Metric;

/**
 * What an exporter's number means here.
 *
 * @param convert from the exporter's unit to that of the metric
 */
record Unit(Metric metric, DoubleUnaryOperator convert) {

  static final double MIB = 1024 * 1024;

  /**
   * NVML's bit for a clock that is low because the GPU is idle: {@code
   * nvmlClocksEventReasonGpuIdle}.
   */
  private static final long IDLE = 1;

  static Unit same(Metric metric) {
    return new Unit(metric, value -> value);
  }

  static Unit times(double factor, Metric metric) {
    return new Unit(metric, value -> value * factor);
  }

  static Unit bytes(Metric metric) {
    return new Unit(metric, value -> value / MIB);
  }

  /** A mask of NVML's reasons for clocks below the highest. */
  static Unit reasons() {
    return new Unit(Metric.GPU_THROTTLE, mask -> Long.bitCount((long) mask & ~IDLE));
  }
}
