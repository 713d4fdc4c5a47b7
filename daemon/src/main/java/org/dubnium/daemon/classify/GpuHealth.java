package org.dubnium.daemon.classify;

import java.util.Locale;
import java.util.Optional;
import org.dubnium.common.xid.DriverRecovery;
import org.dubnium.common.xid.XidHistory;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.Reading;

/** How a GPU is, by what the driver said of it. */
public enum GpuHealth {
  OK,
  DEGRADED,
  LOST,
  UNKNOWN;

  /** "GPU has fallen off the bus". One that answers again came back, by a reset or by luck. */
  private static final long OFF_THE_BUS = 79;

  /** {@code ok degraded lost unknown}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The health of a GPU.
   *
   * @param unrecovered the errors that nothing has recovered
   * @param overtaken an error came after the GPU was read: what could be read then says nothing now
   */
  public static GpuHealth of(Gpu gpu, XidHistory unrecovered, boolean overtaken) {
    boolean readable = gpu.asleep() || gpu.memory().isAvailable();
    boolean offTheBus =
        unrecovered.entries().stream().anyMatch(entry -> entry.xid().code() == OFF_THE_BUS);
    if (gpu.lost() || (offTheBus && (overtaken || !readable))) {
      return LOST;
    }
    boolean corrupt =
        gpu.telemetry().eccUncorrected() instanceof Reading.Value<Long>(Long errors) && errors > 0;
    boolean wanted = verdict(gpu).filter(DriverRecovery::isNeeded).isPresent();
    if (unrecovered.breaksGpu() || corrupt || wanted) {
      return DEGRADED;
    }
    return readable ? OK : UNKNOWN;
  }

  /** What the driver says that the GPU needs; empty if it does not tell. */
  public static Optional<DriverRecovery> verdict(Gpu gpu) {
    return gpu.telemetry().recoveryAction() instanceof Reading.Value<Long>(Long action)
        ? Optional.of(DriverRecovery.of(action))
        : Optional.empty();
  }
}
