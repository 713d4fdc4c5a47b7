package org.dubnium.daemon.domain.observation;

import java.util.Locale;

/**
 * A process that NVML reports on a GPU.
 *
 * @param pid as seen from the daemon's PID namespace
 * @param usedBytes GPU memory in bytes; unavailable where the driver does not tell
 */
public record GpuProcess(int pid, Kind kind, Reading<Long> usedBytes) {

  /** The list of NVML's in which the process appears. */
  public enum Kind {
    COMPUTE,
    GRAPHICS,
    MPS;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
