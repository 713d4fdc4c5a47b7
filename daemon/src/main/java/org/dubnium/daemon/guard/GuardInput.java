package org.dubnium.daemon.guard;

import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.ProcessTable;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.TransitionPlan;

/**
 * What guards judge by.
 *
 * @param plan what would be done
 * @param holds all that are in force
 * @param passage the modes that the plan leaves and enters
 * @param effects what the plan takes down; unavailable if units or sessions are
 */
public record GuardInput(
    Observation observation,
    Policy policy,
    TransitionPlan plan,
    Asker asker,
    List<Hold> holds,
    Passage passage,
    Reading<PlanEffects> effects) {

  public GuardInput {
    holds = List.copyOf(holds);
  }

  /** Of a plan on the host as it is seen. */
  public static GuardInput of(
      HostSnapshot seen, Policy policy, TransitionPlan plan, Asker asker, List<Hold> holds) {
    Observation observation = seen.observation();
    Passage passage =
        Passage.of(plan, seen.classification(), observation, policy.contracts());
    return new GuardInput(
        observation,
        policy,
        plan,
        asker,
        holds,
        passage,
        PlanEffects.of(plan, passage, observation, policy));
  }

  /** A process as far as it is known: to word or to narrow an objection, not to raise one. */
  Optional<ProcessInfo> process(int pid) {
    return switch (observation.processes()) {
      case Reading.Value<ProcessTable>(ProcessTable table) -> table.find(pid);
      case Reading.Unavailable<ProcessTable> _ -> Optional.empty();
    };
  }
}
