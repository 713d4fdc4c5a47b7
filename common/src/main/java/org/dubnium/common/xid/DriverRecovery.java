package org.dubnium.common.xid;

/**
 * What the driver itself says that a GPU needs: its recovery action. Source: {@code
 * nvmlDeviceGpuRecoveryAction_t} of {@code nvml.h}, drivers since R565; nvidia_gpu_exporter gives the
 * same numbers as {@code nvidia_smi_gpu_recovery_action}.
 */
public enum DriverRecovery {
  NONE(0, GpuRecovery.NONE),
  GPU_RESET(1, GpuRecovery.RESET_GPU),
  NODE_REBOOT(2, GpuRecovery.REBOOT),
  DRAIN_P2P(3, GpuRecovery.DRAIN_P2P),
  DRAIN_AND_RESET(4, GpuRecovery.DRAIN_AND_RESET),
  RECOVER_IMEX_DOMAIN(5, GpuRecovery.RECOVER_IMEX),
  BUS_RESET(6, GpuRecovery.RESET_BUS),
  SYSTEM_REBOOT(7, GpuRecovery.REBOOT),
  /** A number newer than this list: something has to be done, and the driver's documents say what. */
  UNKNOWN(-1, GpuRecovery.UNSPECIFIED);

  private final int value;
  private final GpuRecovery recovery;

  DriverRecovery(int value, GpuRecovery recovery) {
    this.value = value;
    this.recovery = recovery;
  }

  /** The action of a number; {@link #UNKNOWN} for one that is not known. */
  public static DriverRecovery of(long value) {
    for (DriverRecovery action : values()) {
      if (action.value == value) {
        return action;
      }
    }
    return UNKNOWN;
  }

  /** The same in the catalogue's words. */
  public GpuRecovery recovery() {
    return recovery;
  }

  /** Whether the driver wants anything done. */
  public boolean isNeeded() {
    return this != NONE;
  }
}
