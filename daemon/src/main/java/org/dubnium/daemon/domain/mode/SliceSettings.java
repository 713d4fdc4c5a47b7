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

  /** Says nothing. */
  public static final SliceSettings NONE = new SliceSettings(null, null, null);

  private static final long KERNEL_DEFAULT = 100;

  /** These, and of the others what these say nothing about. */
  public SliceSettings orElse(SliceSettings others) {
    return new SliceSettings(
        cpuWeight == null ? others.cpuWeight : cpuWeight,
        ioWeight == null ? others.ioWeight : ioWeight,
        allowedCpus == null ? others.allowedCpus : allowedCpus);
  }

  /** The weight that the kernel applies for a weight as systemd tells it. */
  public static long effective(long weight) {
    return weight == UNSET ? KERNEL_DEFAULT : weight;
  }
}
