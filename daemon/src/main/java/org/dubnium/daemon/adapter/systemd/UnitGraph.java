package org.dubnium.daemon.adapter.systemd;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.UnitState;

/**
 * Units with what hangs on them. A unit that was asked for by an alias, as {@code
 * display-manager.service} is on most distributions, counts under both names: where one is said to
 * stop, so is the other, since contracts speak of the alias and processes of the unit itself.
 */
final class UnitGraph {

  /** Every unit conflicts with it, systemd.special(7), and no start stops it. */
  private static final UnitName SHUTDOWN = new UnitName("shutdown.target");

  private final Map<UnitName, UnitFacts> facts = new LinkedHashMap<>();
  private final Map<UnitName, Set<UnitName>> namesById = new LinkedHashMap<>();

  void add(UnitFacts unit) {
    facts.put(unit.name(), unit);
    namesById.computeIfAbsent(unit.id(), id -> new LinkedHashSet<>(Set.of(id))).add(unit.name());
  }

  /**
   * What must be known about these units and is not yet: what stops with them, and, where they are
   * to be started, what they stop.
   *
   * @param wanted units that were asked for, as against those that only hang on them
   */
  Set<UnitName> missing(Collection<UnitName> wanted) {
    Set<UnitName> missing = new LinkedHashSet<>();
    for (UnitFacts unit : facts.values()) {
      // Everything hangs on the slices, and nobody ever stops one.
      if (!unit.isSlice()) {
        missing.addAll(unit.dependents());
        if (wanted.contains(unit.name())) {
          missing.addAll(stoppedByStartOf(unit));
        }
      }
    }
    missing.removeAll(facts.keySet());
    return missing;
  }

  Map<UnitName, UnitState> states() {
    Map<UnitName, UnitState> states = new LinkedHashMap<>();
    facts.forEach((name, unit) -> states.put(name, state(unit)));
    return states;
  }

  private UnitState state(UnitFacts unit) {
    return new UnitState(
        unit.name(),
        unit.loadState(),
        unit.activeState(),
        unit.subState(),
        unit.unitFileState(),
        unit.result(),
        unit.job(),
        withAliases(stoppedByStartOf(unit)),
        unit.isSlice() ? Set.of() : stopsWith(unit),
        unit.slice());
  }

  private Set<UnitName> stopsWith(UnitFacts unit) {
    Set<UnitName> all = new LinkedHashSet<>();
    Deque<UnitName> ahead = new ArrayDeque<>(names(unit.id()));
    while (!ahead.isEmpty()) {
      UnitName next = ahead.remove();
      UnitFacts known = facts.get(next);
      if (all.add(next) && known != null && !known.isSlice()) {
        ahead.addAll(withAliases(known.dependents()));
      }
    }
    all.remove(unit.name());
    return all;
  }

  private static Set<UnitName> stoppedByStartOf(UnitFacts unit) {
    Set<UnitName> stopped = new LinkedHashSet<>(unit.conflicts());
    stopped.remove(SHUTDOWN);
    return stopped;
  }

  private Set<UnitName> withAliases(Set<UnitName> units) {
    Set<UnitName> all = new LinkedHashSet<>();
    units.forEach(unit -> all.addAll(names(unit)));
    return all;
  }

  private Set<UnitName> names(UnitName id) {
    return namesById.getOrDefault(id, Set.of(id));
  }
}
