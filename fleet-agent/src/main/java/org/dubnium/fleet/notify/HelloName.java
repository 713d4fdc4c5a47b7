package org.dubnium.fleet.notify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The argument of EHLO: the client's full domain name, or, where it has none, its address as a
 * literal (RFC 5321, sections 4.1.1.1 and 4.1.3). Servers refuse {@code localhost}, names without a
 * domain, and names with characters that no domain may have, such as an underscore.
 */
final class HelloName {

  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern DOMAIN =
      Pattern.compile("(?=.{4,253}$)(?:" + LABEL + "\\.)+(?=[a-z0-9-]*[a-z])" + LABEL);
  private static final Pattern NOBODYS =
      Pattern.compile("(?:.*\\.)?(?:localhost|localdomain|local|lan|internal|invalid|test|example)");

  private HelloName() {}

  /** The argument for this host, towards a server. */
  static String towards(String server, int port) {
    return of(hostName(), localAddress(server, port));
  }

  /**
   * The name if it is one that everybody may know, else the address.
   *
   * @param name of this host, as it knows it itself
   * @param address of this host that the server sees
   */
  static String of(String name, InetAddress address) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (DOMAIN.matcher(lower).matches() && !NOBODYS.matcher(lower).matches()) {
      return lower;
    }
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    String plain = zone < 0 ? text : text.substring(0, zone);
    return address instanceof Inet6Address ? "[IPv6:" + plain + "]" : "[" + plain + "]";
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getCanonicalHostName();
    } catch (UnknownHostException nameless) {
      return "";
    }
  }

  /** The address that this host uses towards another; connecting a datagram socket sends nothing. */
  private static InetAddress localAddress(String server, int port) {
    InetSocketAddress there = new InetSocketAddress(server, port);
    if (there.isUnresolved()) {
      return InetAddress.getLoopbackAddress();
    }
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(there);
      return socket.getLocalAddress();
    } catch (UncheckedIOException | IOException unreachable) {
      return InetAddress.getLoopbackAddress();
    }
  }
}
