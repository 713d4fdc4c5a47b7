package org.dubnium.daemon.domain.observation;

import java.util.Optional;
import org.dubnium.daemon.domain.observation.Observation.MemoryState;

/** Where a GPU has its memory. */
public sealed interface GpuMemory {

  /**
   * Memory of its own, a frame buffer; in bytes ({@code nvmlDeviceGetMemoryInfo_v2}).
   *
   * @param usedBytes what somebody allocated, and also what the driver reserves where that is not
   *     told apart
   * @param reserveApart whether what the driver reserves for itself is told apart, and so neither
   *     used nor free; drivers before 510 do not tell it, nor does NVML under WSL
   */
  record Dedicated(long totalBytes, long usedBytes, long freeBytes, boolean reserveApart)
      implements GpuMemory {}

  /**
   * Memory that it shares with the processor (GB10, Tegra): NVML tells no amounts, and what is free
   * is what the kernel calls available ({@link MemoryState}).
   */
  record Unified() implements GpuMemory {}

  /** The amounts, where the GPU has memory of its own. */
  default Optional<Dedicated> dedicated() {
    return this instanceof Dedicated own ? Optional.of(own) : Optional.empty();
  }

  /** {@code dedicated unified}. */
  default String text() {
    return switch (this) {
      case Dedicated _ -> "dedicated";
      case Unified _ -> "unified";
    };
  }
}
