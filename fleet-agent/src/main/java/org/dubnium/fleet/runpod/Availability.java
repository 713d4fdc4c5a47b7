package org.dubnium.fleet.runpod;

/** How much there is of something in the catalog: schema AvailabilityLevel. */
public enum Availability {
  NONE,
  LOW,
  MEDIUM,
  HIGH,
  /** Not told, or a level that this version does not know. */
  UNKNOWN
}
