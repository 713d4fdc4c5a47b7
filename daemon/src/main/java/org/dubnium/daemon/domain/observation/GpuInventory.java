package org.dubnium.daemon.domain.observation;

import java.util.List;

/**
 * All GPUs that the driver shows, in NVML's order.
 *
 * @param driverVersion as in {@code nvmlSystemGetDriverVersion}
 * @param nvmlVersion as in {@code nvmlSystemGetNVMLVersion}
 * @param driverLoads how often NVML said that the driver had gone, and was there again later: what a
 *     GPU suffered before that is over
 * @param fit whether programs that are started now can use the driver
 */
public record GpuInventory(
    String driverVersion, String nvmlVersion, int driverLoads, DriverFit fit, List<Gpu> gpus) {

  public GpuInventory {
    gpus = List.copyOf(gpus);
  }
}
