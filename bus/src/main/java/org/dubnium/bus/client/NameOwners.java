package org.dubnium.bus.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which connection owns which name, for the names whose signals we listen to. Signals carry their
 * sender's unique name only, and anybody may send us one directly, so this decides whether a signal
 * comes from whom it should.
 */
final class NameOwners {
  static final String DRIVER = "org.freedesktop.DBus";

  private final Map<String, Optional<String>> owners = new HashMap<>();

  /** Takes a change that the bus announced. */
  synchronized void changed(String name, Optional<String> owner) {
    owners.put(name, owner);
  }

  /** Takes the owner that the bus answered, unless it has announced a change meanwhile. */
  synchronized void answered(String name, Optional<String> owner) {
    owners.putIfAbsent(name, owner);
  }

  /** Whether the connection speaks for the name. */
  synchronized boolean speaksFor(String name, String uniqueName) {
    return name.equals(uniqueName)
        || owners.getOrDefault(name, Optional.empty()).filter(uniqueName::equals).isPresent();
  }

  /** Whether a signal's sender does not show by itself that it comes from this name. */
  static boolean needsTracking(String name) {
    return !name.startsWith(":") && !name.equals(DRIVER);
  }
}
