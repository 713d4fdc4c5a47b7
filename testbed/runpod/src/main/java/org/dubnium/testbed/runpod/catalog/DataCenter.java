package org.dubnium.testbed.runpod.catalog;

import java.util.List;

/**
 * Where pods run.
 *
 * @param region of {@code DataCenterRegion}
 * @param country ISO 3166-1 alpha-2
 * @param globalNetwork whether pods there can have an address that others reach
 * @param volumeTypes of {@code VolumeType}, the default first
 * @param compliance of {@code Compliance}
 */
public record DataCenter(
    String id,
    String name,
    String region,
    String country,
    boolean globalNetwork,
    List<String> volumeTypes,
    List<String> compliance) {

  public DataCenter {
    volumeTypes = List.copyOf(volumeTypes);
    compliance = List.copyOf(compliance);
  }
}
