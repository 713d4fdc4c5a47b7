package org.dubnium.daemon.operation;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.UnitState;

/** How the stop of one unit takes others with it, as systemd's dependencies say. */
public final class UnitGraph {

  private final Map<UnitName, UnitState> units;

  public UnitGraph(Map<UnitName, UnitState> units) {
    this.units = units;
  }

  public Optional<UnitState> find(UnitName unit) {
    return Optional.ofNullable(units.get(unit));
  }

  /** The units, themselves included, that stop when these are stopped. */
  public Set<UnitName> stopClosure(Collection<UnitName> stopped) {
    Set<UnitName> closure = new LinkedHashSet<>();
    Deque<UnitName> open = new ArrayDeque<>(stopped);
    while (!open.isEmpty()) {
      UnitName unit = open.remove();
      if (closure.add(unit)) {
        find(unit).ifPresent(state -> open.addAll(state.stopsWith()));
      }
    }
    return closure;
  }

  boolean isUp(UnitName unit) {
    return find(unit).map(state -> !state.isDown()).orElse(false);
  }
}
