package org.dubnium.fleet.listen;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where to listen.
 *
 * @param address for TCP; port 0 for any that is free
 * @param socket path of the Unix socket; empty for none
 * @param names under which this service is known besides localhost, in lower case and without ports
 */
public record ListenSettings(InetSocketAddress address, Optional<Path> socket, Set<String> names) {

  public ListenSettings {
    names = Set.copyOf(names);
  }

  /** Whether TCP is for this machine alone. */
  public boolean isLoopback() {
    return address.getAddress().isLoopbackAddress();
  }
}
