package org.dubnium.daemon.domain.observation;

import java.util.List;

/**
 * One GPU as NVML shows it.
 *
 * @param lost whether NVML answered that it has fallen off the bus ({@code NVML_ERROR_GPU_IS_LOST})
 * @param processes of all three kinds; unavailable as a whole if any of the lists could not be
 *     read, since a partial list would look like a released GPU
 */
public record Gpu(
    GpuIdentity identity,
    boolean lost,
    Reading<GpuMemory> memory,
    Reading<List<GpuProcess>> processes,
    GpuTelemetry telemetry) {

  public Gpu {
    processes = processes.map(List::copyOf);
  }
}
