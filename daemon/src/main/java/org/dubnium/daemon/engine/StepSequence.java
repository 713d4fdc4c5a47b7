package org.dubnium.daemon.engine;

import java.io.IOException;
import java.util.Optional;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.StepStatus;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;
import org.dubnium.daemon.engine.step.StepFailed;
import org.dubnium.daemon.log.TransitionLog;
import org.dubnium.daemon.operation.OperationRules;

/** Does the steps of a plan, each on record before it is done, and takes them back if one fails. */
final class StepSequence {

  private final TransitionContext context;
  private final TransitionJob job;
  private final Progress progress;
  private final TransitionAudit audit;
  private final TransitionLog log;
  private final TransitionEnd end;
  private final OperationRules rules;

  StepSequence(
      TransitionContext context,
      TransitionJob job,
      Progress progress,
      TransitionAudit audit,
      TransitionLog log,
      TransitionEnd end) {
    this.context = context;
    this.job = job;
    this.progress = progress;
    this.audit = audit;
    this.log = log;
    this.end = end;
    this.rules = OperationRules.of(
            job.request().operation(), job.request().asker(), context.policy().get());
  }

  /** The plan from the first step on that is not done. */
  TransitionPlan remaining() {
    return progress.remaining();
  }

  /** Forward after an interruption. */
  FinishedTransition goOn() {
    progress.repeatLastStep();
    return forward();
  }

  /** Through all steps that are not done yet, or back. */
  FinishedTransition forward() {
    job.enter(JobState.ACTING);
    try {
      for (int index = progress.firstOpen(); index < progress.size(); index++) {
        job.cancellation().check();
        advance(index);
      }
      HostSnapshot now = context.host().seen().orElseThrow();
      Optional<Reason> shortfall = rules.shortfall(now);
      if (shortfall.isPresent()) {
        throw new StepFailed(shortfall.get());
      }
      Classification shown = now.classification();
      return end.of(
          from(), Outcome.COMMITTED, Reason.NONE.withClauses(shown.degradations()), shown);
    } catch (StepFailed failed) {
      return back(failed.reason());
    }
  }

  private void advance(int index) throws StepFailed {
    PlannedStep planned = progress.step(index);
    if (index == progress.size() - 1) {
      job.enter(JobState.VERIFYING);
    }
    job.begin(progress.record().plan(), index, planned.action());
    note(index, StepStatus.DOING);
    log.stepBegun(planned.action());
    try {
      context.steps().requireWhole(planned.action());
      context
          .steps()
          .run(planned.action(), planned.deadline(), job.cancellation(), job::waitingFor);
    } catch (StepFailed failed) {
      log.stepFailed(planned.action(), failed.reason());
      progress.set(index, StepStatus.ERROR);
      throw failed;
    }
    note(index, StepStatus.DONE);
    log.stepDone(planned.action());
  }

  /** The journal knows of a step before the audit log does, and both before the host does. */
  private void note(int index, StepStatus status) throws StepFailed {
    try {
      progress.set(index, status);
      context.ports().journal().write(progress.record());
      audit.step(index, progress.step(index).action(), status.text());
    } catch (IOException unwritable) {
      throw new StepFailed(TransitionAudit.unwritable(unwritable));
    }
  }

  /** Back to where it began. */
  FinishedTransition back(Reason why) {
    job.enter(JobState.ROLLING_BACK);
    log.rollingBack(why);
    HostSnapshot after = new Rollback(context, job, audit, log, rules).run(progress, why);
    Classification shown = after.classification();
    if (!progress.anythingBegan()) {
      return end.of(from(), why.isCalledOff() ? Outcome.CANCELLED : Outcome.BLOCKED, why, shown);
    }
    if (!rules.isRestored(progress.record().plan(), after)) {
      return end.of(from(), Outcome.STRANDED, why.withClauses(shown.degradations()), shown);
    }
    return end.of(from(), why.isCalledOff() ? Outcome.CANCELLED : Outcome.ROLLED_BACK, why, shown);
  }

  private Optional<ModeName> from() {
    return progress.record().plan().from();
  }
}
