package org.dubnium.fleet.listen;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;

/** Where servers of the tests listen: TCP alone, on any port that is free. */
public final class AnyPort {

  private AnyPort() {}

  public static ListenSettings of(InetAddress address) {
    return new ListenSettings(new InetSocketAddress(address, 0), Optional.empty(), Set.of());
  }
}
