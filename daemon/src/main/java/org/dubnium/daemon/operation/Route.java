package org.dubnium.daemon.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.Contracts;
import org.dubnium.daemon.domain.mode.ModeName;

/** Which modes a transition passes through. An overlay is entered from its base and left to it. */
final class Route {

  private Route() {}

  /**
   * The modes to be entered, in order.
   *
   * @param from the current mode; empty if it cannot be told
   * @param whole whether every clause of the current mode holds: an overlay lies on nothing less
   */
  static List<ModeName> find(
      Contracts contracts, Optional<ModeName> from, boolean whole, ModeName to) {
    List<ModeName> route = new ArrayList<>();
    Contract goal = contracts.get(to);
    Contract goalBase = contracts.baseOf(to);
    Optional<Contract> current = from.flatMap(contracts::find);

    current
        .filter(Contract::isOverlay)
        .filter(overlay -> !overlay.name().equals(to))
        .map(overlay -> contracts.baseOf(overlay.name()).name())
        .ifPresent(route::add);

    boolean onGoalBase =
        current
            .filter(mode -> whole || mode.isOverlay())
            .map(mode -> contracts.baseOf(mode.name()).name().equals(goalBase.name()))
            .orElse(false);
    if (!goal.isOverlay()) {
      if (!route.contains(to)) {
        route.add(to);
      }
    } else {
      if (!onGoalBase) {
        route.add(goalBase.name());
      }
      route.add(to);
    }
    return route;
  }
}
