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
 * All connections that are open, each charged to its source. Those on a loopback address are looked
 * up in the kernel's table many at a time, and only once there are many.
 */
public final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  /** So many connections of nobody in particular cost less than a look into the table for each. */
  static final int LOOK_UP = 64;

  private final Limits limits;
  private final SocketOwners owners;
  private final Places connections;
  private final Places requests;
  private final Places streams;
  private final Map<EndPoint, Connected> open = new ConcurrentHashMap<>();

  /** Whether it was said that the table cannot be read; under this object's lock. */
  private boolean warned;

  /** None yet. */
  public Connections(Limits limits) {
    this(limits, new SocketOwners());
  }

  Connections(Limits limits, SocketOwners owners) {
    this.limits = limits;
    this.owners = owners;
    this.connections = new Places(limits.connections(), limits.connectionsOfSource());
    this.requests = new Places(limits.requests(), limits.requestsOfSource());
    this.streams = new Places(limits.streams(), limits.streamsOfSource());
  }

  /** What clients may use up. */
  public Limits limits() {
    return limits;
  }

  /** How many connections are open. */
  public int size() {
    return connections.taken();
  }

  /** The connection that a request came by; empty if it is closed already. */
  public Optional<Connected> of(EndPoint endPoint) {
    return Optional.ofNullable(open.get(endPoint));
  }

  Places requests() {
    return requests;
  }

  Places streams() {
    return streams;
  }

  /** Takes in a connection, or closes it if its source has too many. */
  void opened(EndPoint endPoint, Peer peer, Scheduler scheduler) {
    Source source = Source.of(peer);
    lookUpIfMany(source);
    Connected connected = new Connected(this, endPoint, peer, source, scheduler);
    switch (connections.take(source, endPoint::close)) {
      case Places.Answer.Taken(Places.Place place) -> {
        connected.opened(place);
        open.put(endPoint, connected);
        if (!endPoint.isOpen()) {
          closed(endPoint);
        }
      }
      case Places.Answer.TooManyOfSource _, Places.Answer.Full _ -> endPoint.close();
    }
  }

  void closed(EndPoint endPoint) {
    Connected connected = open.remove(endPoint);
    if (connected != null) {
      connected.closed();
    }
  }

  /** Those who wait here for another's look have nothing left to look up. */
  private synchronized void lookUpIfMany(Source source) {
    if (source instanceof Source.Unknown && connections.count(source) >= LOOK_UP) {
      lookUp();
    }
  }

  /**
   * Finds out whose the unknown connections are. Closes those that are nobody's, as their other end
   * is closed or closing, and those of users who have too many.
   */
  synchronized void lookUp() {
    for (Connected connected : open.values()) {
      if (connected.source() instanceof Source.Unknown
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
    for (Connected connected : open.values()) {
      if (connected.source() instanceof Source.Unknown
          && connected.peer() instanceof Peer.Network network
          && !connected.belongsTo(connections, Optional.ofNullable(uids.get(network.remote())))) {
        connected.close();
      }
    }
  }
}
