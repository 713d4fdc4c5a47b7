package org.dubnium.fleet.runpod;

import java.util.List;
import java.util.Set;

/**
 * A data centre: schema DataCenter.
 *
 * @param region such as {@code EUROPE}
 * @param globalNetworking whether pods there can have an address across data centres
 * @param volumeTypes tiers of network volumes that can be there
 * @param gpus types that it offers, and how available they are
 */
public record DataCenter(
    String id,
    String name,
    String region,
    boolean globalNetworking,
    Set<VolumeType> volumeTypes,
    List<Stock> gpus) {

  public DataCenter {
    volumeTypes = Set.copyOf(volumeTypes);
    gpus = List.copyOf(gpus);
  }
}
