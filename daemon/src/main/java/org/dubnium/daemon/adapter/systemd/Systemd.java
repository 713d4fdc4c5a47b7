package org.dubnium.daemon.adapter.systemd;

import java.time.Duration;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.daemon.domain.mode.UnitName;

/** Names of systemd's on the bus. Source: org.freedesktop.systemd1(5). */
final class Systemd {

  static final String SERVICE = "org.freedesktop.systemd1";
  static final String PATH = "/org/freedesktop/systemd1";
  static final String UNITS = PATH + "/unit";
  static final String MANAGER = SERVICE + ".Manager";
  static final String UNIT = SERVICE + ".Unit";
  static final String JOB = SERVICE + ".Job";

  /** For answers that systemd gives from memory. */
  static final Duration PROMPT = Duration.ofSeconds(10);

  private static final String PROPERTIES = "org.freedesktop.DBus.Properties";

  private Systemd() {}

  static Request manager(String member) {
    return new Request(SERVICE, PATH, MANAGER, member).within(PROMPT);
  }

  static Request getAll(ObjectPath path, String interfaceName) {
    return new Request(SERVICE, path.value(), PROPERTIES, "GetAll")
        .with("s", interfaceName)
        .within(PROMPT);
  }

  static Request get(ObjectPath path, String interfaceName, String property) {
    return new Request(SERVICE, path.value(), PROPERTIES, "Get")
        .with("ss", interfaceName, property)
        .within(PROMPT);
  }

  /**
   * The object of a unit. systemd loads the unit when the object is asked for something, so that no
   * {@code LoadUnit} need come first.
   *
   * <p>Source of the escapes: sd_bus_path_encode(3).
   */
  static ObjectPath pathOf(UnitName unit) {
    StringBuilder label = new StringBuilder();
    for (char c : unit.value().toCharArray()) {
      boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean isDigit = c >= '0' && c <= '9';
      if (isLetter || (isDigit && !label.isEmpty())) {
        label.append(c);
      } else {
        label.append("_%02x".formatted((int) c));
      }
    }
    return new ObjectPath(UNITS + "/" + label);
  }
}
