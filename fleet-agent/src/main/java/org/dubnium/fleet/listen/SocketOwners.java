package org.dubnium.fleet.listen;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * Whose sockets are connected to a port of this machine, by the kernel's tables of TCP sockets. Good
 * for limits and never for authority: the other end of a tunnel, or a container, has the uid of
 * whoever carries it. Source: proc_pid_net(5).
 */
final class SocketOwners {

  private static final String ESTABLISHED = "01";
  private static final int WORD = 4;

  private final List<Path> tables;

  /** The kernel's tables of this network namespace. */
  SocketOwners() {
    this(List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6")));
  }

  SocketOwners(List<Path> tables) {
    this.tables = tables;
  }

  /**
   * The uids of all that are connected to a port, by their own addresses. One that is half closed is
   * left out: the kernel has no owner for what is left of a process.
   *
   * @throws IOException if a table cannot be read
   */
  Map<InetSocketAddress, Long> connectedTo(int port) throws IOException {
    // "rem_address st": such as ":1F90 01 ".
    String mark = ":%04X %s ".formatted(port, ESTABLISHED);
    Map<InetSocketAddress, Long> owners = new HashMap<>();
    List<Path> there = tables.stream().filter(Files::exists).toList();
    if (there.isEmpty()) {
      throw new IOException("cannot find " + tables);
    }
    // A kernel without IPv6 has one table less.
    for (Path table : there) {
      try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.contains(mark)) {
            add(owners, new StringTokenizer(line));
          }
        }
      }
    }
    return owners;
  }

  /** sl, local_address, rem_address, st, queues, tr:when, retrnsmt, uid. */
  private static void add(Map<InetSocketAddress, Long> owners, StringTokenizer row) {
    row.nextToken();
    String local = row.nextToken();
    for (int skipped = 0; skipped < 5; skipped++) {
      row.nextToken();
    }
    owners.put(address(local), Long.parseLong(row.nextToken()));
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
          InetAddress.getByAddress(ordered),
          HexFormat.fromHexDigits(text, colon + 1, text.length()));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
