package org.dubnium.daemon.domain.observation;

import java.util.List;

/**
 * All GPUs that the driver shows, in NVML's order.
 *
 * @param driverVersion as in {@code nvmlSystemGetDriverVersion}
 * @param nvmlVersion as in {@code nvmlSystemGetNVMLVersion}
 */
public record GpuInventory(String driverVersion, String nvmlVersion, List<Gpu> gpus) {

  public GpuInventory {
    gpus = List.copyOf(gpus);
  }
}
