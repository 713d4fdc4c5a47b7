package org.dubnium.daemon.adapter.systemd;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Struct;
import org.dubnium.bus.wire.Variant;
import org.dubnium.daemon.domain.observation.UnitState;

/**
 * Tells real changes of units from mere announcements. systemd announces a unit with all its
 * properties also when another one that refers to it is loaded or forgotten, and a look at a unit
 * that is not running does just that: without this, every look would be the cause of the next.
 */
final class LastSeen {

  private record State(String active, String sub, boolean job) {}

  private final Map<ObjectPath, State> states = new ConcurrentHashMap<>();

  /** What a look showed. */
  void read(ObjectPath path, UnitState unit) {
    states.put(path, new State(unit.activeState(), unit.subState(), unit.hasJob()));
  }

  /** Whether an announced unit was looked at, and is no longer as it was. */
  boolean isNews(ObjectPath path, Map<String, Variant> announced) {
    State before = states.get(path);
    if (before == null) {
      return false;
    }
    State now =
        new State(
            text(announced, "ActiveState", before.active()),
            text(announced, "SubState", before.sub()),
            announced.containsKey("Job") ? isQueued(announced.get("Job")) : before.job());
    return !now.equals(states.put(path, now));
  }

  private static String text(Map<String, Variant> announced, String name, String otherwise) {
    Variant value = announced.get(name);
    return value == null ? otherwise : value.asString();
  }

  /** {@code (uo)}: id 0 is no job. */
  private static boolean isQueued(Variant job) {
    return job.value() instanceof Struct struct && struct.values().integer(0) != 0;
  }
}
