package org.dubnium.testbed.runpod.fault;

/** What goes wrong with a pod, from its creation or a start on. */
public enum PodFault {
  /** It is not yet in the list for some seconds after its creation. */
  LATE_IN_LIST,
  /** It is in the list, as TERMINATED, for some time after its end. */
  LINGERS_IN_LIST,
  /** It stays PROVISIONING. */
  STUCK_PROVISIONING,
  /** It goes from STARTING to ERROR. */
  FAILS_TO_START,
  /** Its container ends by itself after a while: EXITED. */
  EXITS,
  /** It goes to ERROR by itself after a while. */
  ERRS,
  /** It is gone after a while, as if it had never been. */
  VANISHES,
  /** RUNNING and mapped, but its service never answers. */
  SERVICE_SILENT,
  /** RUNNING without {@code runtime}. */
  NULL_RUNTIME,
  /** RUNNING with a {@code runtime} that is an empty object. */
  EMPTY_RUNTIME,
  /** RUNNING, but no port gets a public one. */
  PORTS_NEVER_MAPPED,
  /** A start after a stop finds its host without GPUs, and the pod runs with none. */
  HOST_WITHOUT_GPUS
}
