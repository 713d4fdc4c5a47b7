package org.dubnium.fleet.pod;

/**
 * The pod that runs the controller of the rented Slurm cluster.
 *
 * @param podId RunPod's
 */
public record SlurmHead(String podId) {

  /** Where the controller listens in its pod: SlurmctldPort of slurm.conf(5), as by default. */
  public static final int PORT = 6817;

  /**
   * Its name for other pods. Source: RunPod's OpenAPI document, PodGlobalNetworking.internalDns.
   */
  public String host() {
    return podId + ".runpod.internal";
  }
}
