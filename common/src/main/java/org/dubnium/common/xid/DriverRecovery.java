package org.dubnium.common.xid;

/**
 * What the driver itself says that a GPU needs: its recovery action. Source: {@code
 * nvmlDeviceGpuRecoveryAction_t} of {@code nvml.h}, drivers since R565; nvidia_gpu_exporter gives the
 * same numbers as {@code nvidia_smi_gpu_recovery_action}.
 */
public enum DriverRecovery {
  NONE(0, Recovery.NONE),
  GPU_RESET(1, Recovery.RESET_GPU),
  NODE_REBOOT(2, Recovery.REBOOT),
  DRAIN_P2P(3, Recovery.DRAIN_P2P),
  DRAIN_AND_RESET(4, Recovery.DRAIN_AND_RESET),
  RECOVER_IMEX_DOMAIN(5, Recovery.RECOVER_IMEX),
  BUS_RESET(6, Recovery.RESET_BUS),
  SYSTEM_REBOOT(7, Recovery.REBOOT),
  /** A number newer than this list: something has to be done, and the driver's documents say what. */
  UNKNOWN(-1, Recovery.UNSPECIFIED);

  private final int value;
  private final Recovery recovery;

  DriverRecovery(int value, Recovery recovery) {
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
  public Recovery recovery() {
    return recovery;
  }

  /** Whether the driver wants anything done. */
  public boolean isNeeded() {
    return this != NONE;
  }
}
