package org.dubnium.daemon.adapter.nvml;

/**
 * NVML's entry points, one class for each group of symbols that a driver has or lacks as a whole:
 * to bind a class of which one symbol is missing fails for all of it.
 *
 * <p>Every pointer is passed as a {@code long}. On 64-bit Linux that is the same to the callee, and
 * with primitive types alone JNA converts nothing. All return an {@link NvmlReturn} code.
 */
final class NvmlSymbols {

  private NvmlSymbols() {}

  /** Every driver has these; a library without them is not NVML. */
  static final class Core {
    static native int nvmlInit_v2();

    static native int nvmlShutdown();

    static native int nvmlSystemGetDriverVersion(long text, int length);

    static native int nvmlSystemGetNVMLVersion(long text, int length);

    static native int nvmlDeviceGetCount_v2(long count);

    static native int nvmlDeviceGetHandleByIndex_v2(int index, long device);

    static native int nvmlDeviceGetName(long device, long text, int length);

    static native int nvmlDeviceGetUUID(long device, long text, int length);

    static native int nvmlDeviceGetPciInfo_v3(long device, long pciInfo);

    static native int nvmlDeviceGetMemoryInfo(long device, long memory);

    private Core() {}
  }

  /** As old as NVML, but only for looking at. */
  static final class Telemetry {
    static native int nvmlDeviceGetMinorNumber(long device, long minor);

    static native int nvmlDeviceGetUtilizationRates(long device, long utilization);

    static native int nvmlDeviceGetPowerUsage(long device, long milliwatts);

    static native int nvmlDeviceGetClockInfo(long device, int clock, long megahertz);

    static native int nvmlDeviceGetPersistenceMode(long device, long mode);

    static native int nvmlDeviceGetComputeMode(long device, long mode);

    static native int nvmlDeviceGetTotalEccErrors(
        long device, int errorType, int counterType, long count);

    private Telemetry() {}
  }

  /** Deprecated by NVML 13, so it may go by itself. */
  static final class Temperature {
    static native int nvmlDeviceGetTemperature(long device, int sensor, long celsius);

    private Temperature() {}
  }

  /** The older names of what {@link Core} has in its second version, for drivers that refuse that. */
  static final class FirstNames {
    static native int nvmlInit();

    static native int nvmlDeviceGetCount(long count);

    static native int nvmlDeviceGetHandleByIndex(int index, long device);

    private FirstNames() {}
  }

  /** Before the third version: without {@code busId}, whose parts are where they were. */
  static final class PciInfoV2 {
    static native int nvmlDeviceGetPciInfo_v2(long device, long pciInfo);

    private PciInfoV2() {}
  }

  /** As {@link PciInfoV2}. */
  static final class PciInfoV1 {
    static native int nvmlDeviceGetPciInfo(long device, long pciInfo);

    private PciInfoV1() {}
  }

  /** Values by number; the recovery action is one from the 565 drivers on. */
  static final class FieldValues {
    static native int nvmlDeviceGetFieldValues(long device, int count, long values);

    private FieldValues() {}
  }

  /** From the 510 drivers on: tells what the driver reserves apart from what is allocated. */
  static final class MemoryV2 {
    static native int nvmlDeviceGetMemoryInfo_v2(long device, long memory);

    private MemoryV2() {}
  }

  /** From the 535 drivers on, under this name. */
  static final class EventReasons {
    static native int nvmlDeviceGetCurrentClocksEventReasons(long device, long reasons);

    private EventReasons() {}
  }

  /** The older name of the same. */
  static final class ThrottleReasons {
    static native int nvmlDeviceGetCurrentClocksThrottleReasons(long device, long reasons);

    private ThrottleReasons() {}
  }

  /** Process lists with 16 bytes an entry. */
  static final class ProcessesV1 {
    static native int nvmlDeviceGetComputeRunningProcesses(long device, long count, long infos);

    static native int nvmlDeviceGetGraphicsRunningProcesses(long device, long count, long infos);

    private ProcessesV1() {}
  }

  /** Process lists with 24 bytes an entry. */
  static final class ProcessesV2 {
    static native int nvmlDeviceGetComputeRunningProcesses_v2(long device, long count, long infos);

    static native int nvmlDeviceGetGraphicsRunningProcesses_v2(long device, long count, long infos);

    private ProcessesV2() {}
  }

  /** Process lists with 24 bytes an entry, or 32: see {@link DriverVersion#processStrideV3()}. */
  static final class ProcessesV3 {
    static native int nvmlDeviceGetComputeRunningProcesses_v3(long device, long count, long infos);

    static native int nvmlDeviceGetGraphicsRunningProcesses_v3(long device, long count, long infos);

    private ProcessesV3() {}
  }

  /** Clients of the Multi-Process Service, in the three layouts. */
  static final class MpsProcessesV1 {
    static native int nvmlDeviceGetMPSComputeRunningProcesses(long device, long count, long infos);

    private MpsProcessesV1() {}
  }

  /** As {@link ProcessesV2}. */
  static final class MpsProcessesV2 {
    static native int nvmlDeviceGetMPSComputeRunningProcesses_v2(
        long device, long count, long infos);

    private MpsProcessesV2() {}
  }

  /** As {@link ProcessesV3}. */
  static final class MpsProcessesV3 {
    static native int nvmlDeviceGetMPSComputeRunningProcesses_v3(
        long device, long count, long infos);

    private MpsProcessesV3() {}
  }

  /** Events. */
  static final class Events {
    static native int nvmlEventSetCreate(long set);

    static native int nvmlEventSetFree(long set);

    static native int nvmlDeviceGetSupportedEventTypes(long device, long types);

    static native int nvmlDeviceRegisterEvents(long device, long types, long set);

    private Events() {}
  }

  /** The wait that came with MIG. */
  static final class EventWaitV2 {
    static native int nvmlEventSetWait_v2(long set, long data, int milliseconds);

    private EventWaitV2() {}
  }

  /** The wait before MIG: it writes less, and what is read here is where it was. */
  static final class EventWaitV1 {
    static native int nvmlEventSetWait(long set, long data, int milliseconds);

    private EventWaitV1() {}
  }
}
