package org.dubnium.daemon.guard;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dubnium.daemon.classify.Words;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.mode.UnitPattern;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.observation.TerminalJob;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.observation.UserUnit;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;

/**
 * What a plan takes down, as far as systemd and logind say beforehand.
 *
 * <p>A unit stops if a step stops it, if it conflicts with one that is started, or if it stops with
 * such a unit; systemd carries a stop on through units that are down themselves. A session ends if
 * a step ends it or its scope stops.
 */
final class PlanEffects {

  private final Map<UnitName, UnitState> units;
  private final List<Session> sessions;
  private final List<UnitPattern> desktopUnits;
  private final Duration patience;
  private final Map<UnitName, String> stopped = new LinkedHashMap<>();
  private final Set<String> ended = new HashSet<>();

  private PlanEffects(
      Map<UnitName, UnitState> units,
      List<Session> sessions,
      List<UnitPattern> desktopUnits,
      Duration patience) {
    this.units = units;
    this.sessions = sessions;
    this.desktopUnits = desktopUnits;
    this.patience = patience;
  }

  /** Unavailable if units or sessions are. */
  static Reading<PlanEffects> of(
      TransitionPlan plan, Passage passage, Observation observation, Policy policy) {
    return observation
        .units()
        .flatMap(
            units ->
                observation
                    .sessions()
                    .map(sessions -> of(plan, passage, units, sessions, policy)));
  }

  /** Of the start of one unit, where no session's end is asked about. */
  static PlanEffects ofStart(UnitName unit, Map<UnitName, UnitState> units) {
    PlanEffects effects = new PlanEffects(units, List.of(), List.of(), Session.FOREVER);
    effects.start(unit);
    return effects;
  }

  private static PlanEffects of(
      TransitionPlan plan,
      Passage passage,
      Map<UnitName, UnitState> units,
      List<Session> sessions,
      Policy policy) {
    PlanEffects effects =
        new PlanEffects(
            units, sessions, policy.sessions().desktopUnits(), policy.release().timeout());
    for (PlannedStep step : plan.steps()) {
      switch (step.action()) {
        case Step.StopUnit(UnitName unit) -> effects.stop(unit, "the plan stops it");
        case Step.StartUnit(UnitName unit) -> effects.start(unit);
        case Step.TerminateSession(String session, String _) -> effects.ended.add(session);
        case Step.SetUnitProperties _,
            Step.AwaitGpuRelease _,
            Step.SelectModel _,
            Step.DrainSlurmNode _,
            Step.ResumeSlurmNode _,
            Step.AssertMode _ -> {}
      }
    }
    for (Contract mode : passage.entered()) {
      RequiredUnits.of(mode, units).stream().filter(effects::isNotUp).forEach(effects::start);
    }
    sessions.stream()
        .filter(session -> effects.stopsNamed(session.scope()))
        .forEach(session -> effects.ended.add(session.id()));
    return effects;
  }

  /** The units that stop, each with the reason, in words that follow "because". */
  Map<UnitName, String> stopped() {
    return stopped;
  }

  /** The services that are up and stop. */
  Stream<UnitName> stoppedServices() {
    return stopped.keySet().stream()
        .filter(unit -> unit.value().endsWith(".service"))
        .filter(unit -> Optional.ofNullable(units.get(unit)).filter(state -> !state.isDown()).isPresent());
  }

  Stream<Session> sessions() {
    return sessions.stream();
  }

  List<Session> endedSessions() {
    return sessions.stream().filter(session -> ended.contains(session.id())).toList();
  }

  /**
   * Whether the plan ends the process: with its unit, with its session, or with its user's manager,
   * which goes with the user's last session unless the user lingers or logind lets it
   * stay for longer than a release may take. Where that manager stays, what
   * draws, or only has the device open, goes with the user's graphical session if it belongs to a
   * desktop, by its slice or by the policy.
   */
  boolean ends(GpuHolder holder) {
    boolean ofDesktop =
        switch (holder.kind()) {
          case COMPUTE, MPS -> false;
          case GRAPHICS, DEVICE, UNREAD -> holder.userUnit().filter(this::isOfDesktop).isPresent();
        };
    return ends(holder.unit(), holder.session(), ofDesktop);
  }

  /**
   * Whether the plan ends a process that runs in a terminal. One of the user's manager is taken to
   * run in a window, and to go with the desktop.
   */
  boolean ends(TerminalJob job) {
    return ends(job.process().unit(), job.process().session(), true);
  }

  /**
   * Why a user's manager stays, in words that follow "since", if the plan ends a graphical session of
   * that user's and not the manager.
   */
  Optional<String> staysAfterDesktop(Optional<String> unit) {
    return endedSessions().stream()
        .filter(gone -> isManagerOf(unit, gone) && gone.isGraphical())
        .findFirst()
        .flatMap(this::keeps);
  }

  private boolean isOfDesktop(UserUnit unit) {
    return unit.isOfSession()
        || desktopUnits.stream().anyMatch(pattern -> pattern.matches(unit.name()));
  }

  private boolean ends(Optional<String> unit, Optional<String> session, boolean ofDesktop) {
    if (session.filter(ended::contains).isPresent()
        || unit.filter(this::stopsNamed).isPresent()) {
      return true;
    }
    return endedSessions().stream()
        .anyMatch(
            gone ->
                unit.equals(Optional.of(gone.scope())) || endsWithManager(unit, gone, ofDesktop));
  }

  private boolean endsWithManager(Optional<String> unit, Session session, boolean ofDesktop) {
    return isManagerOf(unit, session)
        && (keeps(session).isEmpty() || (ofDesktop && session.isGraphical()));
  }

  private static boolean isManagerOf(Optional<String> unit, Session session) {
    return unit.equals(Optional.of("user@" + session.uid() + ".service"));
  }

  /** What keeps the manager of a session's user, in words that follow "since"; empty for nothing. */
  private Optional<String> keeps(Session session) {
    if (session.lingers()) {
      return Optional.of(session.user() + " lingers");
    }
    Optional<Session> elsewhere =
        sessions.stream()
            .filter(other -> other.uid() == session.uid() && other.keepsManager())
            .filter(other -> !ended.contains(other.id()))
            .findFirst();
    if (elsewhere.isPresent()) {
      return elsewhere.map(other -> Words.session(other) + " stays");
    }
    return session.managerStays().compareTo(patience) < 0
        ? Optional.empty()
        : Optional.of(
            "logind lets it stay for %d s (UserStopDelaySec), and a GPU must be released in %d s"
                .formatted(session.managerStays().toSeconds(), patience.toSeconds()));
  }

  private boolean isNotUp(UnitName unit) {
    UnitState state = units.get(unit);
    return state == null || !state.isActive() || stopped.containsKey(unit);
  }

  private void start(UnitName unit) {
    Optional.ofNullable(units.get(unit))
        .ifPresent(
            state -> state.conflicts().forEach(other -> stop(other, unit + " conflicts with it")));
  }

  private void stop(UnitName unit, String reason) {
    stopped.putIfAbsent(unit, reason);
    stopsWith(unit)
        .forEach(other -> stopped.putIfAbsent(other, "it stops with " + link(unit, other)));
  }

  /** The unit that takes the last one along: of all by whose stop it would stop, that with the least. */
  private UnitName link(UnitName first, UnitName last) {
    return stopsWith(first).stream()
        .filter(unit -> stopsWith(unit).contains(last))
        .min(Comparator.comparingInt(unit -> stopsWith(unit).size()))
        .orElse(first);
  }

  private Set<UnitName> stopsWith(UnitName unit) {
    UnitState state = units.get(unit);
    return state == null ? Set.of() : state.stopsWith();
  }

  /** By any of a unit's names: contracts may know it by an alias, a process's cgroup never does. */
  private boolean stopsNamed(String name) {
    return stopped.keySet().stream()
        .anyMatch(
            unit ->
                unit.value().equals(name)
                    || Optional.ofNullable(units.get(unit))
                        .filter(state -> state.name().value().equals(name))
                        .isPresent());
  }
}
