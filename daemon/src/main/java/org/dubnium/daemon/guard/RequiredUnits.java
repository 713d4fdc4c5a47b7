package org.dubnium.daemon.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.Contract.UnitClause;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.UnitState;

/** The units that must come up for a mode to hold on this host. */
final class RequiredUnits {

  private RequiredUnits() {}

  /** Target first; without units that count only where enabled and are not. */
  static List<UnitName> of(Contract mode, Map<UnitName, UnitState> units) {
    List<UnitName> wanted = new ArrayList<>();
    Optional.ofNullable(mode.target()).ifPresent(wanted::add);
    for (UnitClause clause : mode.unitsActive()) {
      UnitState state = units.get(clause.unit());
      boolean enabled = state != null && state.isLoadable() && state.isEnabled();
      if (!clause.whenEnabled() || enabled) {
        wanted.add(clause.unit());
      }
    }
    return wanted;
  }
}
