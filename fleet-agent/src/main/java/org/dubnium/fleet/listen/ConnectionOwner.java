package org.dubnium.fleet.listen;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Whom a connection is charged to, for limits alone: it gives nobody any right. */
sealed interface ConnectionOwner {

  /** A user of this machine. */
  record User(long uid) implements ConnectionOwner {}

  /** Another machine; of IPv6 its network of 64 bits, out of which it may pick addresses at will. */
  record Host(InetAddress address) implements ConnectionOwner {}

  /** Somebody of this machine whose connection is not in the kernel's table, or was not looked up. */
  record Unknown() implements ConnectionOwner {}

  /** Before the kernel's table is looked into. */
  static ConnectionOwner of(Peer peer) {
    return switch (peer) {
      case Peer.LocalUser user -> new User(user.uid());
      case Peer.Network network ->
          network.remote().getAddress().isLoopbackAddress()
              ? new Unknown()
              : new Host(network(network.remote().getAddress()));
    };
  }

  private static InetAddress network(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] bytes = Arrays.copyOf(Arrays.copyOf(address.getAddress(), 8), 16);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
