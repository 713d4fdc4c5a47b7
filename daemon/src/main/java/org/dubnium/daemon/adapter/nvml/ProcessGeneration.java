package org.dubnium.daemon.adapter.nvml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.adapter.nvml.NvmlLibrary.Group;
import org.dubnium.daemon.domain.observation.GpuProcess.Kind;

/**
 * One generation of one process list.
 *
 * @param group the symbols that it belongs to
 * @param stride bytes of an entry; each begins with the pid (u32 at 0) and the memory used (u64 at
 *     8)
 */
record ProcessGeneration(Group group, String entryPoint, int stride, ListCall call) {

  /** The entry point: takes a count in, gives a count out, and writes entries. */
  @FunctionalInterface
  interface ListCall {
    int list(long device, long count, long entries);
  }

  /** No generation has longer entries. */
  static final int LONGEST_STRIDE = 32;

  private static final int STRIDE_V2 = 24;
  private static final int STRIDE_V1 = 16;

  /**
   * The generations that the library has, newest first.
   *
   * @param driver tells the layout of {@code _v3}; without it only the older ones are used, whose
   *     layout never changed
   */
  static List<ProcessGeneration> available(
      Kind kind, NvmlLibrary library, Optional<DriverVersion> driver) {
    boolean mps = kind == Kind.MPS;
    List<ProcessGeneration> found = new ArrayList<>();
    if (driver.isPresent() && library.has(mps ? Group.MPS_PROCESSES_V3 : Group.PROCESSES_V3)) {
      found.add(third(kind, driver.get().processStrideV3()));
    }
    if (library.has(mps ? Group.MPS_PROCESSES_V2 : Group.PROCESSES_V2)) {
      found.add(second(kind));
    }
    if (library.has(mps ? Group.MPS_PROCESSES_V1 : Group.PROCESSES_V1)) {
      found.add(first(kind));
    }
    return List.copyOf(found);
  }

  private static ProcessGeneration third(Kind kind, int stride) {
    return switch (kind) {
      case COMPUTE ->
          new ProcessGeneration(
              Group.PROCESSES_V3,
              "nvmlDeviceGetComputeRunningProcesses_v3",
              stride,
              NvmlSymbols.ProcessesV3::nvmlDeviceGetComputeRunningProcesses_v3);
      case GRAPHICS ->
          new ProcessGeneration(
              Group.PROCESSES_V3,
              "nvmlDeviceGetGraphicsRunningProcesses_v3",
              stride,
              NvmlSymbols.ProcessesV3::nvmlDeviceGetGraphicsRunningProcesses_v3);
      case MPS ->
          new ProcessGeneration(
              Group.MPS_PROCESSES_V3,
              "nvmlDeviceGetMPSComputeRunningProcesses_v3",
              stride,
              NvmlSymbols.MpsProcessesV3::nvmlDeviceGetMPSComputeRunningProcesses_v3);
    };
  }

  private static ProcessGeneration second(Kind kind) {
    return switch (kind) {
      case COMPUTE ->
          new ProcessGeneration(
              Group.PROCESSES_V2,
              "nvmlDeviceGetComputeRunningProcesses_v2",
              STRIDE_V2,
              NvmlSymbols.ProcessesV2::nvmlDeviceGetComputeRunningProcesses_v2);
      case GRAPHICS ->
          new ProcessGeneration(
              Group.PROCESSES_V2,
              "nvmlDeviceGetGraphicsRunningProcesses_v2",
              STRIDE_V2,
              NvmlSymbols.ProcessesV2::nvmlDeviceGetGraphicsRunningProcesses_v2);
      case MPS ->
          new ProcessGeneration(
              Group.MPS_PROCESSES_V2,
              "nvmlDeviceGetMPSComputeRunningProcesses_v2",
              STRIDE_V2,
              NvmlSymbols.MpsProcessesV2::nvmlDeviceGetMPSComputeRunningProcesses_v2);
    };
  }

  private static ProcessGeneration first(Kind kind) {
    return switch (kind) {
      case COMPUTE ->
          new ProcessGeneration(
              Group.PROCESSES_V1,
              "nvmlDeviceGetComputeRunningProcesses",
              STRIDE_V1,
              NvmlSymbols.ProcessesV1::nvmlDeviceGetComputeRunningProcesses);
      case GRAPHICS ->
          new ProcessGeneration(
              Group.PROCESSES_V1,
              "nvmlDeviceGetGraphicsRunningProcesses",
              STRIDE_V1,
              NvmlSymbols.ProcessesV1::nvmlDeviceGetGraphicsRunningProcesses);
      case MPS ->
          new ProcessGeneration(
              Group.MPS_PROCESSES_V1,
              "nvmlDeviceGetMPSComputeRunningProcesses",
              STRIDE_V1,
              NvmlSymbols.MpsProcessesV1::nvmlDeviceGetMPSComputeRunningProcesses);
    };
  }
}
