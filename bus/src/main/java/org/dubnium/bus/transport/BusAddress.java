package org.dubnium.bus.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a message bus listens: one or more Unix sockets, tried in order. Addresses of other kinds
 * in a list are passed over (D-Bus specification, "Server Addresses").
 *
 * @param sockets paths of sockets
 */
public record BusAddress(List<String> sockets) {
  private static final String SYSTEM = "unix:path=/run/dbus/system_bus_socket";

  public BusAddress {
    sockets = List.copyOf(sockets);
  }

  /** The system bus: {@code DBUS_SYSTEM_BUS_ADDRESS}, or the usual socket. */
  public static BusAddress system() {
    String address = System.getenv("DBUS_SYSTEM_BUS_ADDRESS");
    return of(address == null || address.isEmpty() ? SYSTEM : address);
  }

  /**
   * An address as D-Bus writes it, such as {@code unix:path=/run/dbus/system_bus_socket}.
   *
   * @throws IllegalArgumentException if it names no Unix socket with a path
   */
  public static BusAddress of(String text) {
    List<String> sockets = new ArrayList<>();
    for (String entry : text.split(";", -1)) {
      socket(entry).ifPresent(sockets::add);
    }
    if (sockets.isEmpty()) {
      throw new IllegalArgumentException(
          "cannot use the bus address \"" + text + "\": it has no unix:path=…");
    }
    return new BusAddress(sockets);
  }

  /** As D-Bus writes it. */
  public String text() {
    return sockets.stream()
        .map(path -> "unix:path=" + escape(path))
        .collect(Collectors.joining(";"));
  }

  /** Every byte that is not plain, as the specification asks for. */
  private static String escape(String path) {
    StringBuilder text = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > 0 && (Character.isLetterOrDigit(b) || "-_/.\\*".indexOf(b) >= 0);
      text.append(plain ? String.valueOf((char) b) : "%%%02x".formatted(b));
    }
    return text.toString();
  }

  private static Optional<String> socket(String entry) {
    if (entry.startsWith("unix:")) {
      for (String pair : entry.substring("unix:".length()).split(",", -1)) {
        if (pair.startsWith("path=")) {
          return Optional.of(unescape(pair.substring("path=".length())));
        }
      }
    }
    return Optional.empty();
  }

  private static String unescape(String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '%') {
        if (i + 2 >= text.length) {
          throw new IllegalArgumentException("cannot read the bus address part \"" + value + "\"");
        }
        bytes.write(Character.digit(text[i + 1], 16) << 4 | Character.digit(text[i + 2], 16));
        i += 2;
      } else {
        bytes.write(text[i]);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
