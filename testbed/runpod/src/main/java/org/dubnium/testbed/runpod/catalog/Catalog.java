package org.dubnium.testbed.runpod.catalog;

import java.util.List;
import java.util.Optional;

/** What can be rented. */
public record Catalog(
    List<GpuType> gpus, List<CpuType> cpus, List<DataCenter> dataCenters, List<HostGroup> hosts) {

  public Catalog {
    gpus = List.copyOf(gpus);
    cpus = List.copyOf(cpus);
    dataCenters = List.copyOf(dataCenters);
    hosts = List.copyOf(hosts);
  }

  public Optional<GpuType> gpu(String id) {
    return gpus.stream().filter(type -> type.id().equals(id)).findFirst();
  }

  public Optional<CpuType> cpu(String id) {
    return cpus.stream().filter(type -> type.id().equals(id)).findFirst();
  }

  public Optional<DataCenter> dataCenter(String id) {
    return dataCenters.stream().filter(center -> center.id().equals(id)).findFirst();
  }
}
