package org.dubnium.fleet.runpod;

/** The life cycle of a pod: schema PodStatus. */
public enum PodStatus {
  /** It is being allocated. */
  PROVISIONING,
  /** Its container starts. */
  STARTING,
  /** Its container runs; what is within may not be ready. */
  RUNNING,
  /** Its container is stopped; it keeps its disk, and costs as much as that does. */
  EXITED,
  /** Its container cannot recover. */
  ERROR,
  /** It is deleted for good. */
  TERMINATED,
  /** One that this version does not know: the pod may run, and may not. */
  UNKNOWN
}
