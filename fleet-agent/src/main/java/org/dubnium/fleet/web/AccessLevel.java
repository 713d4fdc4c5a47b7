package org.dubnium.fleet.web;

/** What a route asks of whoever wants its answer. */
public enum AccessLevel {
  /** Nothing: the route tells nothing of the fleet, or sees for itself who asks. */
  NOTHING,
  /** What {@link Access} says of reading and of changes. */
  USUAL,
  /**
   * The same, but that the mode controller is not asked before whether a person still lets this
   * service act: the route hands it the request in that person's name, and it says so then.
   */
  OF_CONTROLLER
}
