package org.dubnium.daemon.operation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.classify.Words;
import org.dubnium.daemon.domain.cluster.JobsRequest;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.TransitionPlan;

/** A switch of the mode: from the contract that holds to that of another mode. */
final class ModeSwitchRules implements OperationRules {

  private final ModeName to;
  private final JobsRequest jobs;
  private final Asker asker;
  private final Policy policy;

  ModeSwitchRules(Operation.ModeSwitch operation, Asker asker, Policy policy) {
    this.to = operation.mode();
    this.jobs = operation.jobs();
    this.asker = asker;
    this.policy = policy;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Units and sessions: without them nobody can say what a transition would stop.
   */
  @Override
  public Reading<TransitionPlan> plan(HostSnapshot seen) {
    Observation observation = seen.observation();
    return observation
        .units()
        .flatMap(
            units ->
                observation
                    .sessions()
                    .map(
                        sessions ->
                            plan(units, sessions, observation, seen.classification())));
  }

  @Override
  public boolean isReached(HostSnapshot seen) {
    return seen.classification().isSettledIn(to);
  }

  /** {@inheritDoc} A mode that holds but is degraded will do: it is usable, and says what is not. */
  @Override
  public Optional<Reason> shortfall(HostSnapshot now) {
    Classification shown = now.classification();
    return shown.mode().equals(Optional.of(to))
        ? Optional.empty()
        : Optional.of(
            Reason.of(
                    ReasonCode.ASSERTION_FAILED,
                    "cannot say that the switch is done: " + Words.shown(shown))
                .withClauses(shown.degradations()));
  }

  @Override
  public boolean isRestored(TransitionPlan plan, HostSnapshot now) {
    return FormerMode.holds(plan, now.classification());
  }

  private TransitionPlan plan(
      Map<UnitName, UnitState> units,
      List<Session> sessions,
      Observation observation,
      Classification current) {
    List<ModeName> route =
        Route.find(
            policy.contracts(), current.mode(), current.degradations().isEmpty(), to);
    ModeSwitchPlan plan =
        new ModeSwitchPlan(
            policy.contracts(),
            units,
            sessions,
            HandedGpus.of(policy, observation.gpus()),
            PlanTimes.of(policy));
    for (ModeName mode : route) {
      plan.enter(policy.contracts().get(mode));
    }
    Set<String> unmet =
        current.degradations().stream().map(ClauseFinding::clause).collect(Collectors.toSet());
    if (plan.stopsClusterNode()) {
      ClusterLeave leave = new ClusterLeave(policy, jobs, observation.clusterJobs());
      plan.begin(leave.step(asker.uid(), current.mode(), to), leave.endings());
    }
    return new TransitionPlan(
        current.mode(), unmet, to, route, plan.steps(), plan.endings());
  }
}
