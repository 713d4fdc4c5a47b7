package org.dubnium.fleet.listen;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All connections that are open, each charged to its owner. Those on a loopback address are looked
 * up in the kernel's table many at a time, and only once there are many.
 */
public final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  /** From so many connections of unknown owners on, the kernel's table is read. */
  static final int LOOK_UP_FROM = 64;

  private final Limits limits;
  private final SocketOwners owners;
  private final FairPermits connections;
  private final FairPermits requests;
  private final FairPermits streams;
  private final Map<EndPoint, ClientConnection> open = new ConcurrentHashMap<>();

  /** Whether it was said that the table cannot be read; under this object's lock. */
  private boolean warned;

  /** Without any yet. */
  public Connections(Limits limits) {
    this(limits, new SocketOwners());
  }

  Connections(Limits limits, SocketOwners owners) {
    this.limits = limits;
    this.owners = owners;
    this.connections = new FairPermits(limits.connections(), limits.connectionsPerOwner());
    this.requests = new FairPermits(limits.requests(), limits.requestsPerOwner());
    this.streams = new FairPermits(limits.streams(), limits.streamsPerOwner());
  }

  /** What clients may use up. */
  public Limits limits() {
    return limits;
  }

  /** How many connections are open. */
  public int size() {
    return connections.inUse();
  }

  /** The connection that a request came by; empty if it is closed already. */
  public Optional<ClientConnection> of(EndPoint endPoint) {
    return Optional.ofNullable(open.get(endPoint));
  }

  FairPermits requests() {
    return requests;
  }

  FairPermits streams() {
    return streams;
  }

  /** Takes in a connection, or closes it if its owner has too many. */
  void opened(EndPoint endPoint, Peer peer, Scheduler scheduler) {
    ConnectionOwner owner = ConnectionOwner.of(peer);
    lookUpIfMany(owner);
    ClientConnection connected = new ClientConnection(this, endPoint, peer, owner, scheduler);
    switch (connections.acquire(owner, endPoint::close)) {
      case FairPermits.Result.Granted(FairPermits.Permit permit) -> {
        connected.opened(permit);
        open.put(endPoint, connected);
        if (!endPoint.isOpen()) {
          closed(endPoint);
        }
      }
      case FairPermits.Result.TooManyOfOwner _, FairPermits.Result.Exhausted _ -> endPoint.close();
    }
  }

  void closed(EndPoint endPoint) {
    ClientConnection connected = open.remove(endPoint);
    if (connected != null) {
      connected.closed();
    }
  }

  /** Those who wait here for another's look have nothing left to look up. */
  private synchronized void lookUpIfMany(ConnectionOwner owner) {
    if (owner instanceof ConnectionOwner.Unknown && connections.count(owner) >= LOOK_UP_FROM) {
      lookUp();
    }
  }

  /**
   * Finds out whose the unknown connections are. Closes those that are nobody's, as their other end
   * is closed or closing, and those of users who have too many.
   */
  synchronized void lookUp() {
    for (ClientConnection connected : open.values()) {
      if (connected.owner() instanceof ConnectionOwner.Unknown
          && connected.peer() instanceof Peer.Network network) {
        lookUp(network.local().getPort());
        return;
      }
    }
  }

  private void lookUp(int port) {
    Map<InetSocketAddress, Long> uids;
    try {
      uids = owners.connectedTo(port);
    } catch (IOException unreadable) {
      if (!warned) {
        LOG.warn("cannot tell whose connections these are: {}; ignoring", unreadable.getMessage());
        warned = true;
      }
      return;
    }
    warned = false;
    for (ClientConnection connected : open.values()) {
      if (connected.owner() instanceof ConnectionOwner.Unknown
          && connected.peer() instanceof Peer.Network network
          && !connected.chargeTo(connections, Optional.ofNullable(uids.get(network.remote())))) {
        connected.close();
      }
    }
  }
}
