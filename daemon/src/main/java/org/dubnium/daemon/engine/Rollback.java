package org.dubnium.daemon.engine;

import java.io.IOException;
import java.util.Optional;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.StepStatus;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;
import org.dubnium.daemon.engine.step.Cancellation;
import org.dubnium.daemon.engine.step.StepFailed;
import org.dubnium.daemon.log.TransitionLog;
import org.dubnium.daemon.operation.OperationRules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the steps of a failed transition back, last first, and looks whether the host is again what it
 * was. A step that cannot be taken back does not keep the others from it. It cannot be called off.
 *
 * <p>It goes on even if nothing can be written any more: the entry {@code planned} named every undo
 * before the first step, and a host left half-way would be worse than a record without its end.
 */
final class Rollback {

  private static final Logger LOG = LoggerFactory.getLogger(Rollback.class);

  private final TransitionContext context;
  private final TransitionJob job;
  private final TransitionAudit audit;
  private final TransitionLog log;
  private final OperationRules rules;

  Rollback(
      TransitionContext context,
      TransitionJob job,
      TransitionAudit audit,
      TransitionLog log,
      OperationRules rules) {
    this.context = context;
    this.job = job;
    this.audit = audit;
    this.log = log;
    this.rules = rules;
  }

  /** Undoes what was done; answers what the host shows afterwards. */
  HostSnapshot run(Progress progress, Reason why) {
    progress.failedBy(why);
    for (int index = progress.size() - 1; index >= 0; index--) {
      Optional<PlannedStep.Undo> undo = progress.step(index).undo();
      if (undo.isPresent() && progress.needsUndo(index)) {
        undo(progress, index, undo.get());
      }
    }
    TransitionPlan plan = progress.record().plan();
    try {
      return context
          .changes()
          .await(
              context.host()::refresh,
              seen -> rules.isRestored(plan, seen),
              context.policy().get().assertTimeout(),
              Cancellation.never());
    } catch (StepFailed impossible) {
      throw new IllegalStateException("cannot happen: a rollback is never called off", impossible);
    }
  }

  private void undo(Progress progress, int index, PlannedStep.Undo undo) {
    job.begin(progress.record().plan(), index, undo.step());
    note(progress, index, undo, StepStatus.UNDOING);
    try {
      context
          .steps()
          .run(undo.step(), undo.deadline(), Cancellation.never(), job::waitingFor);
      note(progress, index, undo, StepStatus.UNDONE);
      log.stepUndone(undo.step());
    } catch (StepFailed failed) {
      log.stepFailed(undo.step(), failed.reason());
      note(progress, index, undo, StepStatus.ERROR);
    }
  }

  private void note(Progress progress, int index, PlannedStep.Undo undo, StepStatus status) {
    progress.set(index, status);
    try {
      context.ports().journal().write(progress.record());
      audit.step(index, undo.step(), status.text());
    } catch (IOException unwritable) {
      LOG.error("cannot record the undo of transition {}, ignoring", job.id(), unwritable);
    }
  }
}
