package org.dubnium.fleet.pod;

import java.util.Locale;

/** How far the pod of a slot is, from what RunPod and the pod itself last said. */
public enum PodPhase {
  /** No pod fills the slot, and none is asked for. */
  ABSENT,
  /** It was asked for, and RunPod has not listed it yet. */
  REQUESTED,
  /** RunPod looks for a host. */
  PROVISIONING,
  /** The container starts: its image is pulled. */
  STARTING,
  /** The container runs; its ports are not mapped yet, or its service does not answer yet. */
  RUNNING,
  /** Its service answers the readiness probe. */
  READY,
  /** It was ready, and its service does not answer any longer. */
  UNREADY,
  /** It is stopped: no GPU is billed, its disk is. */
  STOPPED,
  /** RunPod says that it is in an error that it does not leave by itself. */
  FAILED,
  /** RunPod says something of it that this version does not know. */
  UNKNOWN;

  /** As told by the API: {@code provisioning}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
