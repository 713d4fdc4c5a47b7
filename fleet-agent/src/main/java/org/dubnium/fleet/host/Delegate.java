package org.dubnium.fleet.host;

import java.time.Instant;

/**
 * A person in whose name this service may act, as the mode controller says.
 *
 * @param secret that shows it, to the mode controller alone
 * @param id of the delegation, for lists and records
 * @param session of logind, from which they delegated
 * @param expires when it ends if it is not used before
 */
public record Delegate(
    String secret, String id, long uid, String user, String session, Instant expires) {

  /** Without the secret: whatever is logged, it is not. */
  @Override
  public String toString() {
    return "Delegate[" + id + ", " + user + ", session " + session + ", until " + expires + "]";
  }
}
