package org.dubnium.daemon.guard;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.mode.UnitPattern;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;

/**
 * Denies if a unit that the plan starts, or that a mode on its way wants active, cannot be loaded,
 * or if the plan would stop a protected unit.
 */
final class TargetReachable implements Guard {

  @Override
  public Verdict judge(GuardInput input) {
    Objections objections = new Objections();
    switch (input.observation().units()) {
      case Reading.Unavailable<Map<UnitName, UnitState>> _ -> {} // nor are the effects known then
      case Reading.Value<Map<UnitName, UnitState>>(Map<UnitName, UnitState> units) -> {
        wanted(input, units)
            .forEach(unit -> judgeWanted(unit, input.observation().unit(unit), objections));
        maskedWhileUp(input, units).forEach(unit -> denyStop(unit, objections));
      }
    }
    switch (input.effects()) {
      case Reading.Unavailable<PlanEffects>(String why) -> objections.cannotTell(why);
      case Reading.Value<PlanEffects>(PlanEffects effects) -> {
        List<UnitPattern> patterns =
            input.policy().protectedUnits().stream().map(UnitPattern::new).toList();
        effects
            .stopped()
            .forEach(
                (unit, because) ->
                    judgeStopped(
                        unit, because, input.observation().unit(unit), patterns, objections));
      }
    }
    return objections.verdict();
  }

  private static Set<UnitName> wanted(GuardInput input, Map<UnitName, UnitState> units) {
    Set<UnitName> wanted = new LinkedHashSet<>();
    for (Contract mode : input.passage().entered()) {
      wanted.addAll(RequiredUnits.of(mode, units));
    }
    for (PlannedStep step : input.plan().steps()) {
      if (step.action() instanceof Step.StartUnit(UnitName unit)) {
        wanted.add(unit);
      }
    }
    return wanted;
  }

  private static List<UnitName> maskedWhileUp(GuardInput input, Map<UnitName, UnitState> units) {
    return input.plan().steps().stream()
        .map(PlannedStep::action)
        .filter(Step.StopUnit.class::isInstance)
        .map(step -> ((Step.StopUnit) step).unit())
        .filter(unit -> Optional.ofNullable(units.get(unit)).filter(UnitState::isMaskedWhileUp).isPresent())
        .toList();
  }

  private static void denyStop(UnitName unit, Objections objections) {
    objections.deny(
        "unit-masked",
        "%s is masked while it runs, and would not stop as it should (unmask it with 'systemctl unmask %s')"
            .formatted(unit, unit),
        Map.of("unit", unit.value(), "load-state", "masked"));
  }

  private static void judgeWanted(
      UnitName unit, Reading<UnitState> reading, Objections objections) {
    switch (reading) {
      case Reading.Unavailable<UnitState>(String why) -> objections.cannotTell(why);
      case Reading.Value<UnitState>(UnitState state) -> {
        if (!state.isLoadable()) {
          deny(unit, state.loadState(), objections);
        }
      }
    }
  }

  private static void deny(UnitName unit, String loadState, Objections objections) {
    Map<String, String> params = Map.of("unit", unit.value(), "load-state", loadState);
    switch (loadState) {
      case "masked" ->
          objections.deny(
              "unit-masked",
              "%s is masked (unmask it with 'systemctl unmask %s')".formatted(unit, unit),
              params);
      case "not-found" ->
          objections.deny(
              "unit-not-found",
              "%s does not exist (install it, or take it out of the mode's contract)"
                  .formatted(unit),
              params);
      default ->
          objections.deny(
              "unit-not-loadable",
              "%s cannot be loaded: %s (see 'systemctl status %s')"
                  .formatted(unit, loadState, unit),
              params);
    }
  }

  /** A unit that nobody read is taken to be up. */
  private static void judgeStopped(
      UnitName unit,
      String because,
      Reading<UnitState> reading,
      List<UnitPattern> patterns,
      Objections objections) {
    boolean down = reading instanceof Reading.Value<UnitState>(UnitState state) && state.isDown();
    patterns.stream()
        .filter(pattern -> !down && pattern.matches(unit))
        .findFirst()
        .ifPresent(
            pattern ->
                objections.deny(
                    "protected-unit",
                    "%s would stop, since %s, and protectedUnits has '%s' (undo that dependency)"
                        .formatted(unit, because, pattern),
                    Map.of("unit", unit.value(), "pattern", pattern.toString())));
  }
}
