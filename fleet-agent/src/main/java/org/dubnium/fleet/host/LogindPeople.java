package org.dubnium.fleet.host;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.dubnium.dbus.BusException;
import org.dubnium.dbus.client.Request;
import org.dubnium.dbus.wire.Struct;
import org.dubnium.dbus.wire.Variant;
import org.dubnium.dbus.wire.WireException;
import org.dubnium.fleet.listen.Peer;

/** People as the kernel and logind know them. Source of all names: org.freedesktop.login1(5). */
public final class LogindPeople implements People {

  private static final String SERVICE = "org.freedesktop.login1";
  private static final String NO_SUCH_USER = SERVICE + ".NoSuchUser";
  private static final Duration PROMPT = Duration.ofSeconds(10);

  private final HostBus bus;
  private final LoopbackPeers peers;

  /** The people of this machine. */
  public LogindPeople(HostBus bus) {
    this(bus, new LoopbackPeers());
  }

  LogindPeople(HostBus bus, LoopbackPeers peers) {
    this.bus = bus;
    this.peers = peers;
  }

  @Override
  public Optional<String> session(Peer peer) throws HostUnavailable, InterruptedException {
    OptionalLong uid =
        switch (peer) {
          case Peer.LocalUser user -> OptionalLong.of(user.uid());
          case Peer.Network network -> owner(network);
        };
    return uid.isEmpty() || uid.getAsLong() == 0
        ? Optional.empty()
        : Optional.of(display(uid.getAsLong()));
  }

  private OptionalLong owner(Peer.Network peer) throws HostUnavailable {
    try {
      return peers.owner(peer.local(), peer.remote());
    } catch (IOException unreadable) {
      throw new HostUnavailable(
          "", "cannot tell who asks: " + unreadable.getMessage(), unreadable);
    }
  }

  private String display(long uid) throws HostUnavailable, InterruptedException {
    try {
      String user =
          bus.client()
              .call(
                  new Request(SERVICE, "/org/freedesktop/login1", SERVICE + ".Manager", "GetUser")
                      .with("u", uid)
                      .within(PROMPT))
              .path(0)
              .value();
      Variant display = bus.client().property(SERVICE, user, SERVICE + ".User", "Display");
      // (so): id and object; both empty where no session can show anything.
      if (display.value() instanceof Struct session && !session.values().string(0).isEmpty()) {
        return session.values().string(0);
      }
      throw loggedOut(uid, new BusException(NO_SUCH_USER, "no session"));
    } catch (BusException refused) {
      throw refused.errorName().equals(NO_SUCH_USER)
          ? loggedOut(uid, refused)
          : new HostUnavailable(refused.errorName(), refused.text(), refused);
    } catch (WireException malformed) {
      throw new HostUnavailable(
          "", "cannot understand logind: " + malformed.getMessage(), malformed);
    }
  }

  private static HostUnavailable loggedOut(long uid, BusException why) {
    return new HostUnavailable(
        "org.freedesktop.DBus.Error.AccessDenied",
        "cannot ask in the name of uid " + uid + ", who is not logged in here: use 'mode request'",
        why);
  }
}
