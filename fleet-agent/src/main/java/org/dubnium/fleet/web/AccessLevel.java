package org.dubnium.fleet.web;

/** What a route requires of a request. */
enum AccessLevel {
  /** Nothing: the route tells nothing of the fleet, or checks for itself who asks. */
  PUBLIC,
  /** The right to read, or to change, as {@link Access} has it. */
  CHECKED,
  /**
   * The same, but that the mode controller is not asked before whether a person still lets this
   * service act: the route hands it the request in that person's name, and it says so then.
   */
  CHECKED_BY_CONTROLLER
}
