package org.dubnium.daemon.bus;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.dubnium.daemon.domain.observation.Reading;

/** How a GPU is, by what the driver said of it. */
enum GpuHealth {
  OK,
  DEGRADED,
  LOST,
  UNKNOWN;

  /** XIDs of the hardware, as against those of an application. Source: NVIDIA's XID catalog. */
  private static final Set<Long> HARDWARE = Set.of(48L, 62L, 64L, 74L, 95L, 119L, 120L);

  /** "GPU has fallen off the bus". One that answers again came back, by a reset or by luck. */
  private static final long OFF_THE_BUS = 79;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param overtaken the event came after the GPU was read: what could be read then says nothing now
   */
  static GpuHealth of(Gpu gpu, Optional<GpuEvent> lastEvent, boolean overtaken) {
    boolean readable = gpu.memory().isAvailable();
    boolean offTheBus = lastEvent.filter(event -> event.xid() == OFF_THE_BUS).isPresent();
    if (gpu.lost() || (offTheBus && (overtaken || !readable))) {
      return LOST;
    }
    boolean broken = lastEvent.filter(event -> HARDWARE.contains(event.xid())).isPresent();
    boolean corrupt =
        gpu.telemetry().eccUncorrected() instanceof Reading.Value<Long>(Long errors) && errors > 0;
    if (offTheBus || broken || corrupt) {
      return DEGRADED;
    }
    return readable ? OK : UNKNOWN;
  }
}
