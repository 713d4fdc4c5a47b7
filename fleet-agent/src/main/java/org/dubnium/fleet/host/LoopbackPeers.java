package org.dubnium.fleet.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Tells whose process is at the other end of a connection on this machine, as the kernel says: each
 * socket stands in {@code /proc/net/tcp} or {@code tcp6} with both its addresses and its owner's uid.
 * Source: proc_pid_net(5).
 */
final class LoopbackPeers {

  private static final String ESTABLISHED = "01";
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int UID = 7;
  private static final int WORD = 4;

  private final List<Path> tables;

  /** The kernel's tables of this network namespace. */
  LoopbackPeers() {
    this(List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6")));
  }

  LoopbackPeers(List<Path> tables) {
    this.tables = tables;
  }

  /**
   * The uid at the other end; empty if that is not on this machine, or is gone already.
   *
   * @throws IOException if the tables cannot be read
   */
  OptionalLong owner(InetSocketAddress local, InetSocketAddress remote) throws IOException {
    if (!remote.getAddress().isLoopbackAddress()) {
      return OptionalLong.empty();
    }
    for (Path table : tables) {
      try (Stream<String> lines = Files.lines(table)) {
        OptionalLong owner =
            lines
                .skip(1)
                .map(line -> List.of(line.strip().split("\\s+", -1)))
                .filter(row -> row.size() > UID && row.get(STATE).equals(ESTABLISHED))
                // What is remote here is local there.
                .filter(row -> remote.equals(address(row.get(LOCAL))))
                .filter(row -> local.equals(address(row.get(REMOTE))))
                .mapToLong(row -> Long.parseLong(row.get(UID)))
                .findFirst();
        if (owner.isPresent()) {
          return owner;
        }
      }
    }
    return OptionalLong.empty();
  }

  /** Such as {@code 0100007F:1F90}: words in the machine's order, little-endian here; the port as is. */
  private static InetSocketAddress address(String text) {
    int colon = text.indexOf(':');
    byte[] bytes = HexFormat.of().parseHex(text, 0, colon);
    byte[] ordered = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      ordered[i] = bytes[i / WORD * WORD + (WORD - 1 - i % WORD)];
    }
    try {
      // An IPv4 address in an IPv6 socket becomes what it is.
      return new InetSocketAddress(
          InetAddress.getByAddress(ordered), HexFormat.fromHexDigits(text, colon + 1, text.length()));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
