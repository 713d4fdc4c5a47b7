package org.dubnium.daemon.adapter.nvml;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** The bits of {@code nvmlDeviceGetCurrentClocksEventReasons}, by name. */
final class ClockReasons {

  /** By bit number, as {@code nvmlClocksEventReason…} and {@code nvmlClocksThrottleReason…}. */
  private static final String[] NAMES = {
    "gpu-idle",
    "applications-clocks-setting",
    "sw-power-cap",
    "hw-slowdown",
    "sync-boost",
    "sw-thermal-slowdown",
    "hw-thermal-slowdown",
    "hw-power-brake-slowdown",
    "display-clock-setting"
  };

  private ClockReasons() {}

  /**
   * Names of the bits that are set, in their order; a bit without a known name is kept as {@code
   * bit-12}.
   */
  static Set<String> names(long bits) {
    Set<String> names = new LinkedHashSet<>();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      if ((bits >>> bit & 1) != 0) {
        names.add(bit < NAMES.length ? NAMES[bit] : "bit-" + bit);
      }
    }
    return Collections.unmodifiableSet(names);
  }
}
