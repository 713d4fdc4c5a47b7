package org.dubnium.fleet.pod;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.pod.PodDeclaration.Cloud;
import org.dubnium.fleet.runpod.DataCenter;
import org.dubnium.fleet.runpod.GpuType;
import org.dubnium.fleet.runpod.NetworkVolume;

/**
 * What RunPod's catalog says, as far as it matters to one declaration.
 *
 * @param gpus by cloud, each as asked with the declaration's number of GPUs
 * @param dataCenters all of them; empty where they were not asked for
 * @param volumes of the account; empty where they were not asked for
 */
public record PodCatalog(
    Map<Cloud, List<GpuType>> gpus,
    List<DataCenter> dataCenters,
    Optional<List<NetworkVolume>> volumes) {

  public PodCatalog {
    gpus = Map.copyOf(gpus);
    dataCenters = List.copyOf(dataCenters);
    volumes = volumes.map(List::copyOf);
  }

  /** A type as a cloud has it; empty if it is not in that cloud's list. */
  Optional<GpuType> type(String gpu, Cloud cloud) {
    return gpus.getOrDefault(cloud, List.of()).stream()
        .filter(type -> type.id().equals(gpu))
        .findFirst();
  }

  Optional<DataCenter> dataCenter(String id) {
    return dataCenters.stream().filter(center -> center.id().equals(id)).findFirst();
  }
}
