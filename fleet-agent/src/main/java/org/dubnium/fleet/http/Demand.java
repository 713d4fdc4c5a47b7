package org.dubnium.fleet.http;

/** What a route asks of whoever wants its answer. */
enum Demand {
  /** Nothing: the route tells nothing of the fleet, or sees for itself who asks. */
  NOTHING,
  /** What {@link Access} says of reading and of changes. */
  USUAL,
  /**
   * The token, or a session that began with it. A session that everybody on this machine is given is
   * not enough: the route does what only the agent's own user may, such as to run a job.
   */
  TOKEN
}
