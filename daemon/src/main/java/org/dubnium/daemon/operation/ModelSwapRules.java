package org.dubnium.daemon.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.classify.RepairTargets;
import org.dubnium.daemon.classify.Words;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.mode.Contract.VllmRule;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Observation.ServerLoad;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionPlan.Ending;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;

/**
 * A swap of the model: the server is stopped, the GPUs are released, the model is selected and the
 * server started, in the mode that holds. Where no server runs, to select the model is all.
 */
final class ModelSwapRules implements OperationRules {

  private static final UnitName SERVER = VllmRule.UNIT;

  private final ModelName model;
  private final ModeName mode;
  private final Policy policy;
  private final PlanTimes times;

  ModelSwapRules(Operation.ModelSwap operation, Policy policy) {
    this.model = operation.model();
    this.mode = operation.mode();
    this.policy = policy;
    this.times = PlanTimes.of(policy);
  }

  /** {@inheritDoc} A server that runs is swapped in the mode that was seen when it was asked for. */
  @Override
  public Reading<TransitionPlan> plan(HostSnapshot seen) {
    Observation observation = seen.observation();
    Classification current = seen.classification();
    return observation
        .units()
        .flatMap(
            units -> {
              if (!isUp(units)) {
                return Reading.of(plan(current, List.of(), List.of(select(Optional.empty())), List.of()));
              }
              if (!current.mode().equals(Optional.of(mode))) {
                return Reading.unavailable(
                    SERVER + " runs, and the mode is " + current.modeText() + ", not " + mode);
              }
              return observation
                  .model()
                  .map(
                      served ->
                          plan(
                              current,
                              List.of(mode),
                              steps(served, observation),
                              endings(observation.serverLoad())));
            });
  }

  private static boolean isUp(Map<UnitName, UnitState> units) {
    return Optional.ofNullable(units.get(SERVER)).filter(unit -> !unit.isDown()).isPresent();
  }

  private TransitionPlan plan(
      Classification current, List<ModeName> route, List<PlannedStep> steps, List<Ending> ends) {
    Set<String> unmet =
        current.degradations().stream().map(ClauseFinding::clause).collect(Collectors.toSet());
    return new TransitionPlan(current.mode(), unmet, mode, route, steps, ends);
  }

  private List<PlannedStep> steps(ServedModel served, Observation observation) {
    List<PlannedStep> steps = new ArrayList<>();
    steps.add(
        new PlannedStep(
            new Step.StopUnit(SERVER),
            times.systemdJob(),
            Optional.of(new PlannedStep.Undo(new Step.StartUnit(SERVER), times.restart()))));
    Optional<List<String>> gpus = HandedGpus.of(policy, observation.gpus());
    if (!gpus.equals(Optional.of(List.of()))) {
      steps.add(
          new PlannedStep(
              new Step.AwaitGpuRelease(gpus.orElse(List.of())),
              times.gpuRelease(),
              Optional.empty()));
    }
    steps.add(
        select(
            Optional.of(
                new PlannedStep.Undo(
                    new Step.SelectModel(served.selection()), times.systemdJob()))));
    steps.add(
        new PlannedStep(
            new Step.StartUnit(SERVER),
            policy.contracts().get(mode).settleTimeout(),
            Optional.of(new PlannedStep.Undo(new Step.StopUnit(SERVER), times.systemdJob()))));
    steps.add(new PlannedStep(new Step.AssertMode(mode), times.assertion(), Optional.empty()));
    return steps;
  }

  private PlannedStep select(Optional<PlannedStep.Undo> undo) {
    return new PlannedStep(new Step.SelectModel(Optional.of(model)), times.systemdJob(), undo);
  }

  /** Nobody loses anything by a server that has nothing to do: it is back when the swap is over. */
  private static List<Ending> endings(Reading<ServerLoad> reading) {
    return switch (reading) {
      case Reading.Value<ServerLoad>(ServerLoad load) when load.isIdle() -> List.of();
      case Reading.Value<ServerLoad>(ServerLoad load) ->
          List.of(
              ending(
                  "%d requests running and %d waiting"
                      .formatted(load.running(), load.waiting())));
      case Reading.Unavailable<ServerLoad> _ ->
          List.of(ending("nobody can tell how many requests it has"));
    };
  }

  private static Ending ending(String detail) {
    return new Ending(Ending.UNIT, SERVER.value(), detail);
  }

  @Override
  public boolean isReached(HostSnapshot seen) {
    return isSelected(seen.observation().model())
        && seen.observation().unit(SERVER) instanceof Reading.Value<UnitState>(UnitState server)
        && (server.isDown() || (server.isActive() && seen.classification().isSettledIn(mode)));
  }

  /** Whether the server is set to serve the model, and serves no other. */
  private boolean isSelected(Reading<ServedModel> reading) {
    return reading instanceof Reading.Value<ServedModel>(ServedModel served)
        && served.stored().equals(Optional.of(model))
        && !served.isAnotherServed();
  }

  @Override
  public Optional<Reason> shortfall(HostSnapshot now) {
    Classification shown = now.classification();
    if (!shown.mode().equals(Optional.of(mode))) {
      return Optional.of(
          Reason.of(
                  ReasonCode.ASSERTION_FAILED,
                  "cannot say that the swap is done: " + Words.shown(shown))
              .withClauses(shown.degradations()));
    }
    return isSelected(now.observation().model())
        ? Optional.empty()
        : Optional.of(
            Reason.of(
                ReasonCode.ASSERTION_FAILED,
                "cannot say that the swap is done: "
                    + SERVER
                    + " serves "
                    + what(now.observation().model())
                    + ", not "
                    + model));
  }

  private static String what(Reading<ServedModel> reading) {
    return switch (reading) {
      case Reading.Value<ServedModel>(ServedModel served) ->
          served.started().orElse(served.label());
      case Reading.Unavailable<ServedModel>(String why) -> "nobody knows what (" + why + ")";
    };
  }

  /** {@inheritDoc} The former model has to be selected again, and served if one was. */
  @Override
  public boolean isRestored(TransitionPlan plan, HostSnapshot now) {
    return FormerMode.holds(plan, now.classification())
        && isServerRestored(plan, now.observation())
        && now.observation().model() instanceof Reading.Value<ServedModel>(ServedModel served)
        && !served.isAnotherServed()
        && plan.selection()
            .flatMap(PlannedStep::undo)
            .map(PlannedStep.Undo::step)
            .filter(former -> former.equals(new Step.SelectModel(served.selection())))
            .isPresent();
  }

  /**
   * Whether the server runs if the swap stopped it. A mode may do without: whoever masked it meanwhile has
   * taken it out of the contract. One that did not come up before need not come up now.
   */
  private boolean isServerRestored(TransitionPlan plan, Observation now) {
    return plan.onlySelects()
        || (now.unit(SERVER) instanceof Reading.Value<UnitState>(UnitState server)
            && server.isActive())
        || RepairTargets.units(mode, now, policy.contracts()).stream()
            .filter(target -> target.unit().equals(SERVER))
            .flatMap(target -> target.clauses().stream())
            .anyMatch(plan.unmetBefore()::contains);
  }
}
