package org.dubnium.daemon.engine;

import org.dubnium.daemon.domain.transition.JournalRecord;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.StepStatus;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;

/** How far the steps of one transition are. */
final class Progress {

  private JournalRecord record;

  Progress(JournalRecord record) {
    this.record = record;
  }

  JournalRecord record() {
    return record;
  }

  int size() {
    return record.statuses().size();
  }

  PlannedStep step(int index) {
    return record.plan().steps().get(index);
  }

  StepStatus status(int index) {
    return record.statuses().get(index);
  }

  void set(int index, StepStatus status) {
    record = record.with(index, status);
  }

  void failedBy(Reason reason) {
    record = record.failedBy(reason);
  }

  /** The last step verifies all others: what it said before an interruption is no longer fresh. */
  void repeatLastStep() {
    set(size() - 1, StepStatus.DO);
  }

  /** The first step that is not done; the size if all are. */
  int firstOpen() {
    int index = record.statuses().indexOf(StepStatus.DO);
    int doing = record.statuses().indexOf(StepStatus.DOING);
    if (doing >= 0) {
      return doing;
    }
    return index < 0 ? size() : index;
  }

  /** The plan from there on. What it ends is not its concern any more: that was agreed to. */
  TransitionPlan remaining() {
    TransitionPlan plan = record.plan();
    return new TransitionPlan(
        plan.from(),
        plan.unmetBefore(),
        plan.to(),
        plan.route(),
        plan.steps().subList(firstOpen(), size()),
        plan.ends());
  }

  boolean anythingBegan() {
    return record.statuses().stream().anyMatch(status -> status != StepStatus.DO);
  }

  /** Whether the step may have changed the host, and can be taken back. */
  boolean needsUndo(int index) {
    return switch (status(index)) {
      case DOING, DONE, UNDO, UNDOING, ERROR -> step(index).undo().isPresent();
      case DO, UNDONE -> false;
    };
  }
}
