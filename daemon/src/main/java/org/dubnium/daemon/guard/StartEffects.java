package org.dubnium.daemon.guard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.UnitState;

/** What the start of one unit would take down, outside of any transition. */
public final class StartEffects {

  private StartEffects() {}

  /**
   * The units that would stop, each with the reason, in words that follow "since". One that nobody
   * has read is taken to be up.
   */
  public static Map<UnitName, String> stopped(UnitName started, Map<UnitName, UnitState> units) {
    PlanEffects effects = PlanEffects.ofStart(started, units);
    Map<UnitName, String> stopped = new LinkedHashMap<>(effects.stopped());
    stopped
        .keySet()
        .removeIf(unit -> Optional.ofNullable(units.get(unit)).filter(UnitState::isDown).isPresent());
    return stopped;
  }
}
