package org.dubnium.daemon.domain.observation;

import java.util.Locale;
import java.util.Optional;

/**
 * Something that holds a GPU: an NVML process, or a process with the GPU's device file open.
 *
 * @param gpu UUID
 * @param bytes GPU memory in bytes; unavailable where nobody tells
 * @param tolerated the configuration says that it may stay when the GPU changes hands
 */
public record GpuHolder(
    String gpu,
    int pid,
    Kind kind,
    String command,
    Optional<String> unit,
    Optional<String> session,
    Reading<Long> bytes,
    boolean tolerated) {

  /** How it holds the GPU. */
  public enum Kind {
    COMPUTE,
    GRAPHICS,
    MPS,
    DEVICE;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
