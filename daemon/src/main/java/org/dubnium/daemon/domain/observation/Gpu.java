package org.dubnium.daemon.domain.observation;

import java.util.List;

/**
 * One GPU as NVML shows it.
 *
 * @param lost whether NVML answered that it has fallen off the bus ({@code NVML_ERROR_GPU_IS_LOST})
 * @param processes of all three kinds; unavailable as a whole if any of the lists could not be
 *     read, since a partial list would look like a released GPU
 * @param asleep whether it was left alone because it sleeps, or is about to: nothing was measured,
 *     and NVML was not asked for processes. Whoever uses it has its device file open, and is found by
 *     that
 */
public record Gpu(
    GpuIdentity identity,
    boolean lost,
    Reading<GpuMemory> memory,
    Reading<List<GpuProcess>> processes,
    GpuTelemetry telemetry,
    boolean asleep) {

  public Gpu {
    processes = processes.map(List::copyOf);
  }

  /** One that is awake. */
  public Gpu(
      GpuIdentity identity,
      boolean lost,
      Reading<GpuMemory> memory,
      Reading<List<GpuProcess>> processes,
      GpuTelemetry telemetry) {
    this(identity, lost, memory, processes, telemetry, false);
  }

  /** One that is left alone. */
  public static Gpu asleep(GpuIdentity identity) {
    String why = "GPU " + identity.index() + " sleeps, and is not woken to be read";
    return new Gpu(
        identity,
        false,
        Reading.unavailable(why),
        Reading.of(List.of()),
        GpuTelemetry.unavailable(why),
        true);
  }
}
