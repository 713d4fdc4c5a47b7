package org.dubnium.daemon.domain.mode;

import org.jspecify.annotations.Nullable;

/**
 * Resource settings of a slice. In a contract a null says nothing about that setting; in a reading
 * nothing is null.
 *
 * <p>Source: systemd.resource-control(5) and org.freedesktop.systemd1(5).
 *
 * @param cpuWeight 1–10000, or {@link #UNSET}
 * @param ioWeight 1–10000, or {@link #UNSET}
 * @param allowedCpus empty for no restriction
 */
public record SliceSettings(
    @Nullable Long cpuWeight, @Nullable Long ioWeight, @Nullable CpuSet allowedCpus) {

  /** systemd's {@code [not set]}, 2^64-1 as it travels over D-Bus. The kernel then uses 100. */
  public static final long UNSET = -1L;

  private static final long KERNEL_DEFAULT = 100;

  /** The weight that the kernel applies for a weight as systemd tells it. */
  public static long effective(long weight) {
    return weight == UNSET ? KERNEL_DEFAULT : weight;
  }
}
