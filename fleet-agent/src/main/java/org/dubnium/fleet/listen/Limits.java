package org.dubnium.fleet.listen;

import java.time.Duration;

/**
 * What clients may use up. The owner of a connection is a user of this machine, or another machine.
 *
 * @param connections in all; beyond, the owner with the most loses its oldest
 * @param connectionsPerOwner of one owner
 * @param requests that are being answered, in all; event streams do not count
 * @param requestsPerOwner of one owner
 * @param streams of events, in all
 * @param streamsPerOwner of one owner
 * @param head how long a client may take for a request's head, and keep a connection without a request
 * @param body how long it may take for the body
 * @param answer how long it may take to read an answer; of a stream, one piece of it
 */
public record Limits(
    int connections,
    int connectionsPerOwner,
    int requests,
    int requestsPerOwner,
    int streams,
    int streamsPerOwner,
    Duration head,
    Duration body,
    Duration answer) {

  /** Those of the service. */
  public static final Limits DEFAULT =
      new Limits(
          1024,
          256,
          256,
          64,
          256,
          64,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5));
}
