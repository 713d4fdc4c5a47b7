package org.dubnium.fleet.listen;

import java.net.InetSocketAddress;

/** Who is at the other end of a connection. */
public sealed interface Peer {

  /**
   * A process of this machine that connected to the Unix socket, as the kernel recorded it when it
   * did: SO_PEERCRED of unix(7).
   *
   * @param uid its user
   * @param gid its group
   * @param pid its process, which may have ended since
   */
  record LocalUser(long uid, long gid, long pid) implements Peer {}

  /**
   * Somebody who connected over TCP, of whom nothing is known that could be relied on, those on a
   * loopback address included.
   *
   * @param local this end
   * @param remote the other end
   */
  record Network(InetSocketAddress local, InetSocketAddress remote) implements Peer {}
}
