package org.dubnium.fleet.runpod;

/** A change of a pod's status: schema PodAction. */
public enum PodAction {
  START,
  STOP,
  RESTART,
  TERMINATE,
  /** One that this version does not know. */
  UNKNOWN
}
