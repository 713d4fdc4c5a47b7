package org.dubnium.fleet.host;

import java.util.Optional;
import org.dubnium.fleet.listen.Peer;

/** The people who ask over HTTP. */
@FunctionalInterface
public interface People {

  /**
   * For whom to ask the mode controller: the session of the person at the other end of a connection,
   * the graphical one if there is one. Empty for root and for other machines, where the agent asks
   * for itself.
   *
   * @throws HostUnavailable if they are somebody of this machine, and not logged in
   */
  Optional<String> session(Peer peer)
      throws HostUnavailable, InterruptedException;
}
