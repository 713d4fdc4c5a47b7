package org.dubnium.fleet.pod;

/** Storage that outlives a restart of the container, mounted into it. */
public sealed interface PodStorage {

  /** An absolute path in the container. */
  String path();

  /**
   * A network volume, which outlives the pod, and is billed until somebody deletes it.
   *
   * @param volume its id
   */
  record Network(String volume, String path) implements PodStorage {}

  /**
   * A disk of the pod's host, which a stopped pod is pinned to, and which ends with the pod.
   *
   * @param gigabytes at least 10
   */
  record HostDisk(int gigabytes, String path) implements PodStorage {}
}
