package org.dubnium.daemon.guard;

import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.ProcessTable;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.TransitionPlan;

/**
 * What guards judge by.
 *
 * @param current the classification of the observation, which tells the modes that are left
 * @param plan what would be done
 * @param holds all that are in force
 */
public record GuardInput(
    Observation observation,
    Policy policy,
    Classification current,
    TransitionPlan plan,
    Asker asker,
    List<Hold> holds) {

  public GuardInput {
    holds = List.copyOf(holds);
  }

  /** A process as far as it is known: to word or to narrow an objection, not to raise one. */
  Optional<ProcessInfo> process(int pid) {
    return switch (observation.processes()) {
      case Reading.Value<ProcessTable>(ProcessTable table) -> table.find(pid);
      case Reading.Unavailable<ProcessTable> _ -> Optional.empty();
    };
  }
}
