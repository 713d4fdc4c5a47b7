package org.dubnium.daemon.plan;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dubnium.daemon.classify.Topology;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.TransitionPlan;

/** Makes the plan of a transition from what is observed. Changes nothing and asks nobody. */
public final class Planner {

  private final Policy policy;

  public Planner(Policy policy) {
    this.policy = policy;
  }

  /**
   * The plan that leads from the observed state to the mode.
   *
   * @return unavailable if units or sessions could not be read: without them nobody can say what a
   *     transition would stop
   */
  public Reading<TransitionPlan> plan(
      Observation observation, Classification current, ModeName to) {
    return observation
        .units()
        .flatMap(
            units ->
                observation
                    .sessions()
                    .map(sessions -> plan(units, sessions, observation.gpus(), current, to)));
  }

  private TransitionPlan plan(
      Map<UnitName, UnitState> units,
      List<Session> sessions,
      Reading<GpuInventory> gpus,
      Classification current,
      ModeName to) {
    List<ModeName> route =
        Route.find(
            policy.contracts(), current.mode(), current.degradations().isEmpty(), to);
    PlanBuilder plan =
        new PlanBuilder(
            policy.contracts(),
            new UnitGraph(units),
            sessions,
            gpusThatChangeHands(gpus),
            times());
    for (ModeName mode : route) {
      plan.enter(policy.contracts().get(mode));
    }
    Set<String> unmet =
        current.degradations().stream().map(ClauseFinding::clause).collect(Collectors.toSet());
    return new TransitionPlan(
        current.mode(), unmet, to, route, plan.steps(), plan.endings());
  }

  private PlanBuilder.PlanTimes times() {
    Duration restart =
        policy.contracts().all().stream()
            .map(Contract::settleTimeout)
            .max(Comparator.naturalOrder())
            .orElse(policy.stepTimeout());
    return new PlanBuilder.PlanTimes(
        policy.stepTimeout(), policy.release().timeout(), restart, policy.assertTimeout());
  }

  /** UUIDs of the compute GPUs; empty optional if NVML cannot tell, which the guard then says. */
  private Optional<List<String>> gpusThatChangeHands(Reading<GpuInventory> gpus) {
    return switch (gpus) {
      case Reading.Value<GpuInventory>(GpuInventory inventory) ->
          Optional.of(Topology.of(policy.hardware(), inventory).computeGpus());
      case Reading.Unavailable<GpuInventory> unknown -> Optional.empty();
    };
  }
}
