package org.dubnium.daemon.guard;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.Contract.GraphicsRule;
import org.dubnium.daemon.domain.mode.Contract.UnitClause;
import org.dubnium.daemon.domain.mode.Contracts;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.transition.TransitionPlan;

/**
 * Which modes a plan leaves and which it enters. From an unknown mode, every mode is left that is
 * not on the route and of which a trace is there, or may be.
 */
public record Passage(Set<Contract> left, Set<Contract> entered) {

  /** No mode is left, none entered. */
  public static final Passage NONE = new Passage(Set.of(), Set.of());

  /**
   * The passage of a plan along its route. A swap of the model counts as leaving the mode and entering it
   * again: what is held for its server's sake is held against the swap as well.
   *
   * @param current the mode that is left first
   */
  static Passage of(
      TransitionPlan plan,
      Classification current,
      Observation observation,
      Contracts contracts) {
    List<ModeName> route = plan.route();
    Set<Contract> left = new LinkedHashSet<>();
    Set<Contract> entered = new LinkedHashSet<>();
    Optional<Contract> at = current.mode().flatMap(contracts::find);
    if (plan.selection().isPresent()) {
      route.stream().map(contracts::get).forEach(left::add);
    } else if (at.isEmpty()) {
      contracts.all().stream()
          .filter(mode -> !route.contains(mode.name()))
          .filter(mode -> mayBeThere(mode, observation))
          .forEach(left::add);
    }
    for (ModeName name : route) {
      Contract next = contracts.get(name);
      at.filter(mode -> !mode.equals(next) && !isBase(mode, next)).ifPresent(left::add);
      if (at.filter(mode -> isBase(next, mode)).isEmpty()) {
        entered.add(next);
      }
      at = Optional.of(next);
    }
    return new Passage(left, entered);
  }

  /** The guards that a mode which is left, or one that is entered, asks for. */
  Set<GuardName> named() {
    Set<GuardName> named = EnumSet.noneOf(GuardName.class);
    left.forEach(mode -> named.addAll(mode.leaveGuards()));
    entered.forEach(mode -> named.addAll(mode.enterGuards()));
    return named;
  }

  /** Whether a hold is about any of them. */
  public boolean isConcernOf(Hold hold) {
    return hold.concerns(names(left), names(entered));
  }

  private static Set<ModeName> names(Set<Contract> modes) {
    return modes.stream().map(Contract::name).collect(Collectors.toSet());
  }

  private static boolean isBase(Contract base, Contract overlay) {
    return overlay.base().filter(base.name()::equals).isPresent();
  }

  private static boolean mayBeThere(Contract mode, Observation observation) {
    boolean units =
        Optional.ofNullable(mode.target()).stream().anyMatch(unit -> mayBeUp(unit, observation))
            || mode.unitsActive().stream()
                .map(UnitClause::unit)
                .anyMatch(unit -> mayBeUp(unit, observation));
    boolean showsSessions = !mode.isOverlay() && mode.graphics() == GraphicsRule.REQUIRED;
    return units || (showsSessions && mayHaveSession(observation));
  }

  private static boolean mayBeUp(UnitName unit, Observation observation) {
    return !(observation.unit(unit) instanceof Reading.Value<UnitState>(UnitState state)
        && state.isDown());
  }

  private static boolean mayHaveSession(Observation observation) {
    return !(observation.sessions() instanceof Reading.Value<List<Session>>(List<Session> sessions)
        && sessions.stream().noneMatch(Session::isAuthoritative));
  }
}
