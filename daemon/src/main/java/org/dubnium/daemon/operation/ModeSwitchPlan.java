package org.dubnium.daemon.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.cluster.ClusterJobs;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.Contract.GpuUse;
import org.dubnium.daemon.domain.mode.Contract.GraphicsRule;
import org.dubnium.daemon.domain.mode.Contract.UnitClause;
import org.dubnium.daemon.domain.mode.Contracts;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.TransitionPlan.Ending;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;

/**
 * Puts the steps of one plan together, leg by leg. It keeps in mind what its own steps will have
 * started and stopped, so that a later leg begins where the earlier one ends.
 */
final class ModeSwitchPlan {

  private final Contracts contracts;
  private final Map<UnitName, UnitState> units;
  private final List<Session> sessions;
  private final Optional<List<String>> handedGpus;
  private final PlanTimes times;

  private final List<PlannedStep> steps = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();
  private final Set<UnitName> started = new HashSet<>();
  private final Set<UnitName> stopped = new HashSet<>();
  private boolean stopsClusterNode;

  /**
   * @param handedGpus UUIDs of the GPUs that change hands with an exclusive mode; empty if NVML
   *     cannot tell
   */
  ModeSwitchPlan(
      Contracts contracts,
      Map<UnitName, UnitState> units,
      List<Session> sessions,
      Optional<List<String>> handedGpus,
      PlanTimes times) {
    this.contracts = contracts;
    this.units = units;
    this.sessions = sessions;
    this.handedGpus = handedGpus;
    this.times = times;
  }

  List<PlannedStep> steps() {
    return steps;
  }

  List<Ending> endings() {
    return endings;
  }

  /** Whether the steps stop the unit that makes this machine a node of a cluster. */
  boolean stopsClusterNode() {
    return stopsClusterNode;
  }

  /** Puts a step before all others. */
  void begin(PlannedStep first, List<Ending> ended) {
    steps.addFirst(first);
    endings.addAll(ended);
  }

  /** Adds the steps that enter a mode from where the steps so far lead. */
  void enter(Contract mode) {
    if (mode.isOverlay()) {
      stopForbidden(mode);
    } else {
      enterBase(mode);
    }
    for (UnitClause clause : mode.unitsActive()) {
      if (applies(clause)) {
        start(clause.unit(), mode.settleTimeout());
      }
    }
    add(new Step.AssertMode(mode.name()), times.assertion(), Optional.empty());
  }

  private void enterBase(Contract mode) {
    UnitName target = Objects.requireNonNull(mode.target());
    boolean leavesOverlay = stopOverlays();
    boolean moves = !isUp(target);
    boolean takesOver = moves && mode.gpus() == GpuUse.EXCLUSIVE;
    boolean handsOver = takesOver;
    if (mode.graphics() == GraphicsRule.ABSENT) {
      terminateSessions();
    }
    for (Contract other : contracts.all()) {
      UnitName otherTarget = other.target();
      if (otherTarget != null && !otherTarget.equals(target) && isUp(otherTarget)) {
        boolean exclusive = other.gpus() == GpuUse.EXCLUSIVE;
        stop(otherTarget, exclusive);
        handsOver |= exclusive;
      }
    }
    stopForbidden(mode);
    if (takesOver) {
      stopEarly(mode);
    }
    if (handsOver && !handedGpus.equals(Optional.of(List.of()))) {
      add(
          new Step.AwaitGpuRelease(handedGpus.orElse(List.of())),
          times.gpuRelease(),
          Optional.empty());
    }
    mode.slices().forEach((slice, wanted) -> setSlice(slice, wanted, !leavesOverlay));
    start(target, mode.settleTimeout());
  }

  /** Stops what is up of every overlay, last started first. */
  private boolean stopOverlays() {
    boolean any = false;
    for (Contract overlay : contracts.all()) {
      if (overlay.isOverlay()) {
        for (UnitClause clause : overlay.unitsActive().reversed()) {
          any |= stop(clause.unit(), false);
        }
      }
    }
    return any;
  }

  private void stopForbidden(Contract mode) {
    for (UnitName unit : mode.unitsInactive()) {
      stop(unit, unit.value().endsWith(".service"));
    }
  }

  /**
   * Stops what the mode is to start and is there already: started by hand, or tried again and again
   * since an earlier switch failed. It would hold the GPU whose release is awaited.
   */
  private void stopEarly(Contract mode) {
    for (UnitClause clause : mode.unitsActive().reversed()) {
      if (applies(clause)) {
        stop(clause.unit(), true);
      }
    }
  }

  private void terminateSessions() {
    for (Session session : sessions) {
      if (session.isGraphical() && !session.state().equals("closing")) {
        add(
            new Step.TerminateSession(session.id(), session.user()),
            times.systemdJob(),
            displayManager().flatMap(unit -> undo(new Step.StartUnit(unit), times.restart())));
        if (session.isUser()) {
          endings.add(
              new Ending(
                  Ending.SESSION,
                  session.id(),
                  session.user() + ", " + session.type() + " " + place(session)));
        }
      }
    }
  }

  private static String place(Session session) {
    return session.seat().isEmpty() ? "without a seat" : "on " + session.seat();
  }

  /** What brings sessions, and may end with one: started again, it lets people log in again. */
  private Optional<UnitName> displayManager() {
    return contracts.all().stream()
        .filter(mode -> !mode.isOverlay() && mode.graphics() == GraphicsRule.REQUIRED)
        .flatMap(mode -> mode.unitsActive().stream())
        .map(UnitClause::unit)
        .filter(this::wasUp)
        .findFirst();
  }

  private void start(UnitName unit, Duration deadline) {
    if (isUp(unit) && isSettled(unit)) {
      return;
    }
    boolean wasDown = !wasUp(unit);
    add(
        new Step.StartUnit(unit),
        deadline,
        wasDown ? undo(new Step.StopUnit(unit), times.systemdJob()) : Optional.empty());
    started.add(unit);
    stopped.remove(unit);
  }

  /** Stops a unit if it is up; what stops with it is down from here on. */
  private boolean stop(UnitName unit, boolean endsWork) {
    if (!isUp(unit)) {
      return false;
    }
    add(
        new Step.StopUnit(unit),
        times.systemdJob(),
        wasUp(unit) ? undo(new Step.StartUnit(unit), times.restart()) : Optional.empty());
    gone(unit, unit, endsWork);
    find(unit).ifPresent(state -> state.stopsWith().forEach(other -> gone(other, unit, endsWork)));
    return true;
  }

  private void gone(UnitName unit, UnitName with, boolean endsWork) {
    stopsClusterNode |= unit.equals(ClusterJobs.UNIT) && isUp(unit);
    if (endsWork
        && isUp(unit)
        && unit.value().endsWith(".service")
        && !ClusterJobs.UNITS.contains(unit)) {
      endings.add(new Ending(Ending.UNIT, unit.value(), "stops with " + with));
    }
    started.remove(unit);
    stopped.add(unit);
  }

  /**
   * @param undoable false if the units of an overlay, when they are started again, bring its
   *     settings back themselves
   */
  private void setSlice(UnitName slice, SliceSettings wanted, boolean undoable) {
    Optional<SliceSettings> observed = find(slice).flatMap(UnitState::slice);
    if (observed.isPresent() && SliceChange.isNone(observed.get(), wanted)) {
      return;
    }
    Optional<PlannedStep.Undo> undo = Optional.empty();
    if (undoable && observed.isPresent()) {
      undo =
          undo(
              new Step.SetUnitProperties(slice, SliceChange.back(observed.get(), wanted)),
              times.systemdJob());
    }
    add(new Step.SetUnitProperties(slice, wanted), times.systemdJob(), undo);
  }

  private Optional<UnitState> find(UnitName unit) {
    return Optional.ofNullable(units.get(unit));
  }

  /** As it was observed. */
  private boolean wasUp(UnitName unit) {
    return find(unit).map(state -> !state.isDown()).orElse(false);
  }

  /** As the steps so far leave it. */
  private boolean isUp(UnitName unit) {
    return started.contains(unit) || (!stopped.contains(unit) && wasUp(unit));
  }

  /** Active, and not merely on its way there: one that is, is awaited by a start job. */
  private boolean isSettled(UnitName unit) {
    return started.contains(unit) || find(unit).map(UnitState::isActive).orElse(false);
  }

  private boolean applies(UnitClause clause) {
    return !clause.whenEnabled()
        || find(clause.unit()).map(UnitState::isEnabled).orElse(false);
  }

  private static Optional<PlannedStep.Undo> undo(Step step, Duration deadline) {
    return Optional.of(new PlannedStep.Undo(step, deadline));
  }

  private void add(Step action, Duration deadline, Optional<PlannedStep.Undo> undo) {
    steps.add(new PlannedStep(action, deadline, undo));
  }
}
