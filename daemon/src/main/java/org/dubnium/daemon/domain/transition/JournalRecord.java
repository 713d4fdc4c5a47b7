package org.dubnium.daemon.domain.transition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The journal of the transition under way: enough to go on or to undo after the daemon's death.
 *
 * @param bootId {@code /proc/sys/kernel/random/boot_id} of the boot in which it was begun
 * @param statuses one for each step of the plan
 * @param failure why it is being undone; empty while it goes forward
 */
public record JournalRecord(
    TransitionId id,
    String bootId,
    TransitionRequest request,
    TransitionPlan plan,
    List<StepStatus> statuses,
    Optional<Reason> failure,
    Instant startedAt) {

  public JournalRecord {
    statuses = List.copyOf(statuses);
    if (statuses.size() != plan.steps().size()) {
      throw new IllegalArgumentException("cannot read the journal: one status a step is needed");
    }
  }

  public JournalRecord with(int step, StepStatus status) {
    List<StepStatus> changed = new ArrayList<>(statuses);
    changed.set(step, status);
    return new JournalRecord(id, bootId, request, plan, changed, failure, startedAt);
  }

  public JournalRecord failedBy(Reason reason) {
    return new JournalRecord(
        id, bootId, request, plan, statuses, Optional.of(reason), startedAt);
  }
}
