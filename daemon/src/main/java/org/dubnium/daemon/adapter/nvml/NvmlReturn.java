package org.dubnium.daemon.adapter.nvml;

/**
 * What an NVML entry point returned ({@code nvmlReturn_t}). A record and not an enum, because newer
 * drivers return codes that this program has never heard of, and those are kept too.
 */
record NvmlReturn(int code) {

  static final NvmlReturn SUCCESS = new NvmlReturn(0);
  static final NvmlReturn UNINITIALIZED = new NvmlReturn(1);
  static final NvmlReturn NOT_SUPPORTED = new NvmlReturn(3);
  static final NvmlReturn INSUFFICIENT_SIZE = new NvmlReturn(7);
  static final NvmlReturn DRIVER_NOT_LOADED = new NvmlReturn(9);
  static final NvmlReturn TIMEOUT = new NvmlReturn(10);
  static final NvmlReturn FUNCTION_NOT_FOUND = new NvmlReturn(13);
  static final NvmlReturn GPU_IS_LOST = new NvmlReturn(15);
  static final NvmlReturn LIB_RM_VERSION_MISMATCH = new NvmlReturn(18);
  static final NvmlReturn ARGUMENT_VERSION_MISMATCH = new NvmlReturn(25);
  static final NvmlReturn DEPRECATED = new NvmlReturn(26);

  boolean isSuccess() {
    return code == 0;
  }

  /** Whether nothing works any more until NVML is initialised anew, perhaps from another file. */
  boolean endsSession() {
    return equals(UNINITIALIZED) || equals(DRIVER_NOT_LOADED) || equals(LIB_RM_VERSION_MISMATCH);
  }

  /**
   * Whether an older name of the same may answer though this one was refused. What is wrong with the
   * session, the GPU or the buffer is wrong under every name.
   */
  boolean isOfOneNameOnly() {
    return !endsSession() && !equals(GPU_IS_LOST) && !equals(TIMEOUT) && !equals(INSUFFICIENT_SIZE);
  }

  /** The constant's name without its prefix, as in {@code nvml.h}. */
  String name() {
    return switch (code) {
      case 0 -> "SUCCESS";
      case 1 -> "UNINITIALIZED";
      case 2 -> "INVALID_ARGUMENT";
      case 3 -> "NOT_SUPPORTED";
      case 4 -> "NO_PERMISSION";
      case 5 -> "ALREADY_INITIALIZED";
      case 6 -> "NOT_FOUND";
      case 7 -> "INSUFFICIENT_SIZE";
      case 8 -> "INSUFFICIENT_POWER";
      case 9 -> "DRIVER_NOT_LOADED";
      case 10 -> "TIMEOUT";
      case 11 -> "IRQ_ISSUE";
      case 12 -> "LIBRARY_NOT_FOUND";
      case 13 -> "FUNCTION_NOT_FOUND";
      case 14 -> "CORRUPTED_INFOROM";
      case 15 -> "GPU_IS_LOST";
      case 16 -> "RESET_REQUIRED";
      case 17 -> "OPERATING_SYSTEM";
      case 18 -> "LIB_RM_VERSION_MISMATCH";
      case 19 -> "IN_USE";
      case 20 -> "MEMORY";
      case 21 -> "NO_DATA";
      case 22 -> "VGPU_ECC_NOT_SUPPORTED";
      case 23 -> "INSUFFICIENT_RESOURCES";
      case 24 -> "FREQ_NOT_SUPPORTED";
      case 25 -> "ARGUMENT_VERSION_MISMATCH";
      case 26 -> "DEPRECATED";
      case 27 -> "NOT_READY";
      case 28 -> "GPU_NOT_FOUND";
      case 29 -> "INVALID_STATE";
      case 30 -> "RESET_TYPE_NOT_SUPPORTED";
      case 999 -> "UNKNOWN";
      default -> "an unknown code";
    };
  }

  /** Name, number and, where there is something to do about it, what. */
  @Override
  public String toString() {
    String told = name() + " (" + code + ")";
    return switch (code) {
      case 4 -> told + ": the daemon may not open the device files; see DeviceAllow= of its unit";
      case 9 -> told + ": load the kernel module with 'modprobe nvidia'";
      case 15 -> told + ": the GPU has fallen off the bus; restart the machine";
      case 16 ->
          told
              + ": stop what holds the GPU, mode-controller, nvidia-persistenced and nvidia-dcgm"
              + " included, then reset it with 'nvidia-smi --gpu-reset', or restart the machine";
      case 17 -> told + ": the kernel keeps the daemon from the device files; see its unit";
      case 18 ->
          told + ": the driver was updated while its old kernel module runs; restart the machine";
      default -> told;
    };
  }
}
