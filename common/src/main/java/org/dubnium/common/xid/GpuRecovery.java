package org.dubnium.common.xid;

import java.util.Locale;

/**
 * What brings a GPU back after an XID. Source: the actions of NVIDIA's XID catalog, and the names of
 * {@code nvmlDeviceGpuRecoveryAction_t} ({@code nvml.h}). In growing effort.
 */
public enum GpuRecovery {
  /** Nothing has to be done. */
  NONE("nothing has to be done"),
  /** NVIDIA says to ignore the code. */
  IGNORE("nothing has to be done"),
  /** The XID only follows another one, whose recovery counts. */
  FOLLOW_OTHER("do what the error before it asks for"),
  /** End the program that used the GPU. */
  RESTART_APP("end the program that used the GPU and start it again"),
  /** Driver and firmware do not fit. */
  UPDATE_SOFTWARE("bring the driver and the GPU's firmware to versions that fit"),
  /** Restart the virtual machine that owns the GPU. */
  RESTART_VM("restart the virtual machine that owns the GPU"),
  /** The driver says what to do, by its recovery action or by XID 154. */
  FOLLOW_154("do what the driver asks for in its recovery action (nvidia-smi -q)"),
  /** No source says what to do. */
  UNSPECIFIED("look into the kernel log (journalctl -k --grep NVRM)"),
  /** No source says what to do but to ask the vendor. */
  CONTACT_SUPPORT("ask the vendor's support"),
  /** Seat and cables. */
  CHECK_MECHANICALS("check the seat of the board and its power cables"),
  /** End programs that use peer-to-peer memory, then ask the driver again. */
  DRAIN_P2P("end the programs that use memory of several GPUs, then ask the driver again"),
  /** Reset the GPU. */
  RESET_GPU("end everything that holds the GPU, mode-controller, nvidia-persistenced and nvidia-dcgm included,"
          + " then reset it (nvidia-smi --gpu-reset)"),
  /** Let no new work begin, then reset the GPU. */
  DRAIN_AND_RESET("start no new work, let what runs end, then reset the GPU (nvidia-smi --gpu-reset)"),
  /** Recover the IMEX domain of a multi-node NVLink. */
  RECOVER_IMEX("recover the IMEX domain of the NVLink"),
  /** Reset the PCIe bus. */
  RESET_BUS("reset the PCIe bus of the GPU, or reboot"),
  /** Reboot the machine. */
  REBOOT("reboot the machine"),
  /** Take the GPU out of service. */
  DRAIN_AND_REPLACE("take the GPU out of service and have it replaced");

  private final String words;

  GpuRecovery(String words) {
    this.words = words;
  }

  /** {@code restart-app reset-gpu} and so on. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What a person is to do, as the predicate of a sentence. */
  public String words() {
    return words;
  }

  /** Whether there is nothing to do. */
  public boolean isNothing() {
    return this == NONE || this == IGNORE;
  }

  /** Whether another source than the code has to say what to do. */
  public boolean follows() {
    return this == FOLLOW_OTHER || this == FOLLOW_154;
  }
}
