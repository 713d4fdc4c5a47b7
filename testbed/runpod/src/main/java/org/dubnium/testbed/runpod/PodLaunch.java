package org.dubnium.testbed.runpod;

import java.util.List;
import java.util.Map;

/**
 * A container that starts.
 *
 * @param ports as {@code port/protocol}
 * @param gpuId the GPU type; empty for a CPU pod
 * @param gpus how many GPUs it has
 */
public record PodLaunch(
    String id,
    String name,
    String image,
    String args,
    Map<String, String> env,
    List<String> ports,
    String gpuId,
    int gpus) {

  public PodLaunch {
    env = Map.copyOf(env);
    ports = List.copyOf(ports);
  }
}
