package org.dubnium.daemon.adapter.logind;

import java.util.Map;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;
import org.dubnium.daemon.domain.observation.Session;

/** Understands what logind tells about a session. */
final class SessionProperties {

  private SessionProperties() {}

  /**
   * A session.
   *
   * @param entry of {@code ListSessions}: id, uid, user, seat, object
   * @param properties of {@code org.freedesktop.login1.Session}
   * @throws WireException if logind left out something that it always has
   */
  static Session session(Arguments entry, Map<String, Variant> properties) {
    return new Session(
        entry.string(0),
        entry.integer(1),
        entry.string(2),
        find(properties, "Type").asString(),
        find(properties, "Class").asString(),
        find(properties, "State").asString(),
        entry.string(3),
        find(properties, "Remote").asBoolean(),
        find(properties, "Service").asString(),
        (int) find(properties, "Leader").asLong(),
        find(properties, "Scope").asString());
  }

  private static Variant find(Map<String, Variant> properties, String property) {
    Variant value = properties.get(property);
    if (value == null) {
      throw new WireException("logind told no " + property);
    }
    return value;
  }
}
