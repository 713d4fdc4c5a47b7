package org.dubnium.fleet.runpod;

import java.util.List;
import java.util.Optional;

/**
 * What is mounted in a pod: schema Mounts. It has one of the two at the most.
 *
 * @param persistent storage of the pod's own on its host
 * @param network volumes that outlive the pod; one at the most
 */
public record Mounts(Optional<Persistent> persistent, List<Network> network) {

  /** Nothing is mounted. */
  public static final Mounts NONE = new Mounts(Optional.empty(), List.of());

  /** Storage on the pod's host, lost with it: of so many GB, at that path. */
  public record Persistent(int sizeGb, String path) {}

  /** A network volume in the pod's data centre, at that path. */
  public record Network(String volumeId, String path) {}

  public Mounts {
    network = List.copyOf(network);
  }
}
