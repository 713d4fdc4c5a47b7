package org.dubnium.fleet.runpod;

/** The tier of a network volume: schema VolumeType. */
public enum VolumeType {
  STANDARD,
  HIGH_PERFORMANCE,
  /** One that this version does not know. */
  UNKNOWN
}
