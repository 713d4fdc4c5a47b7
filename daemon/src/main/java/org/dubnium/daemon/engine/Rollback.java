package org.dubnium.daemon.engine;

import java.io.IOException;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.transition.PlannedStep;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.StepStatus;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.log.TransitionLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the steps of a failed transition back, last first, and looks whether the prior contract
 * holds. A step that cannot be taken back does not keep the others from it. It cannot be called off.
 *
 * <p>It goes on even if nothing can be written any more: the entry {@code planned} named every undo
 * before the first step, and a host left half-way would be worse than a record without its end.
 */
final class Rollback {

  private static final Logger LOG = LoggerFactory.getLogger(Rollback.class);

  private final TransitionContext bench;
  private final TransitionJob job;
  private final TransitionAudit ledger;
  private final TransitionLog log;

  Rollback(TransitionContext bench, TransitionJob job, TransitionAudit ledger, TransitionLog log) {
    this.bench = bench;
    this.job = job;
    this.ledger = ledger;
    this.log = log;
  }

  /** Undoes what was done; answers what the host shows afterwards. */
  Classification run(Progress progress, Reason why) {
    progress.failedBy(why);
    for (int index = progress.size() - 1; index >= 0; index--) {
      Optional<PlannedStep.Undo> undo = progress.step(index).undo();
      if (undo.isPresent() && progress.needsUndo(index)) {
        undo(progress, index, undo.get());
      }
    }
    TransitionPlan plan = progress.record().plan();
    try {
      return bench
          .modes()
          .await(
              seen -> isRestored(plan, seen),
              bench.policy().get().assertTimeout(),
              Cancellation.never());
    } catch (StepFailed impossible) {
      throw new IllegalStateException("cannot happen: a rollback is never called off", impossible);
    }
  }

  /** Whether the prior contract holds as it did. Nobody can say so of a mode that was not known. */
  static boolean isRestored(TransitionPlan plan, Classification seen) {
    return plan.from().isPresent()
        && seen.mode().equals(plan.from())
        && seen.degradations().stream()
            .allMatch(clause -> plan.unmetBefore().contains(clause.clause()));
  }

  private void undo(Progress progress, int index, PlannedStep.Undo undo) {
    job.begin(progress.record().plan(), index, undo.step());
    note(progress, index, undo, StepStatus.UNDOING);
    try {
      bench
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
      bench.journal().write(progress.record());
      ledger.step(index, undo.step(), status.text());
    } catch (IOException unwritable) {
      LOG.error("cannot record the undo of transition {}, ignoring", job.id(), unwritable);
    }
  }
}
