package org.dubnium.daemon.reconcile;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dubnium.daemon.classify.RepairTarget;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.guard.StartEffects;

/** Why something that a contract wants is not for a repair to bring about. */
final class Objection {

  private Objection() {}

  /**
   * Empty if nothing stands against it. Whoever masked a unit wants it down; a start that stops
   * something else would be a transition of its own.
   */
  static Optional<String> to(RepairTarget demand, Observation observation) {
    return switch (demand.remedy()) {
      case RepairTarget.SetProperties set -> Optional.empty();
      case RepairTarget.Start start ->
          switch (observation.units()) {
            case Reading.Unavailable<Map<UnitName, UnitState>>(String why) -> Optional.of(why);
            case Reading.Value<Map<UnitName, UnitState>>(Map<UnitName, UnitState> units) ->
                toStart(demand.unit(), units);
          };
    };
  }

  private static Optional<String> toStart(UnitName unit, Map<UnitName, UnitState> units) {
    Optional<String> unloadable =
        Optional.ofNullable(units.get(unit))
            .filter(state -> !state.isLoadable())
            .map(state -> "cannot start " + unit + ": it is " + state.loadState());
    if (unloadable.isPresent()) {
      return unloadable;
    }
    Map<UnitName, String> stopped = StartEffects.stopped(unit, units);
    return stopped.isEmpty()
        ? Optional.empty()
        : Optional.of(
            stopped.entrySet().stream()
                .map(gone -> gone.getKey() + " would stop, since " + gone.getValue())
                .collect(Collectors.joining("; ", "cannot start " + unit + ": ", "")));
  }
}
