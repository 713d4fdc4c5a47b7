package org.dubnium.daemon.engine;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.JournalRecord;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.domain.transition.PlannedStep;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.StepStatus;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.log.TransitionLog;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.ShutdownDelay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one transition to its outcome: observe, judge, act, verify, and back if something fails.
 * Whoever calls it holds the lock.
 */
final class TransitionRun {

  private static final Logger LOG = LoggerFactory.getLogger(TransitionRun.class);
  private static final Reason NO_REASON = Reason.of(ReasonCode.NONE, "");

  private final TransitionContext bench;
  private final TransitionJob job;
  private final GrantCheck granted;
  private final TransitionAudit ledger;
  private final TransitionLog log;
  private final String bootId;

  /** Whether the audit log has the request. */
  private boolean onRecord;

  TransitionRun(TransitionContext bench, TransitionJob job, Reauthorisation again, String bootId) {
    this.bench = bench;
    this.job = job;
    this.granted = new GrantCheck(job, again);
    this.bootId = bootId;
    this.ledger = new TransitionAudit(bench.audit(), job.id(), job.request());
    this.log = new TransitionLog(job.id(), job.request().mode());
  }

  /** From the request to the outcome. */
  FinishedTransition run() {
    log.requested(job.request());
    Assessment judged = judge(job.request().mode());
    Classification before = judged.snapshot().classification();
    job.from(before.mode());
    try {
      ledger.requested();
      onRecord = true;
      Optional<FinishedTransition> refused = refuse(judged);
      return refused.isPresent() ? refused.get() : announce(judged);
    } catch (IOException unwritable) {
      return finish(before.mode(), Outcome.BLOCKED, unwritable(unwritable), before);
    } catch (StepFailed calledOff) {
      return finish(before.mode(), Outcome.CANCELLED, calledOff.reason(), before);
    }
  }

  /** Puts a judgement on record, and ends the transition if that is its end. */
  private Optional<FinishedTransition> refuse(Assessment judged) throws IOException {
    Classification now = judged.snapshot().classification();
    if (judged.isReached(job.request().mode())) {
      return Optional.of(finish(now.mode(), Outcome.UNCHANGED, NO_REASON, now));
    }
    job.enter(JobState.GUARDING);
    bench.files().judged(job.request().mode(), judged.verdicts());
    ledger.judged(now.mode(), judged.verdicts());
    log.judged(judged.verdicts());
    Reason objection = objection(judged);
    return objection.code() == ReasonCode.NONE
        ? Optional.empty()
        : Optional.of(finish(now.mode(), Outcome.BLOCKED, objection, now));
  }

  /** Tells those whom it concerns, waits for them, and acts on what the host shows then. */
  private FinishedTransition announce(Assessment judged) throws IOException, StepFailed {
    TransitionPlan plan = planned(judged);
    Notice notice =
        new Notice(
            job,
            plan.from(),
            plan.to(),
            plan.ends(),
            bench.courtesy().grace(judged, plan.ends(), job.request()));
    bench.listener().prepare(true, notice);
    try {
      boolean waited =
          bench
              .courtesy()
              .await(
                  job.request(),
                  notice.grace(),
                  judged.passage(bench.policy().get()),
                  job.cancellation(),
                  this::awaits);
      job.cancellation().check();
      if (!waited) {
        return act(plan);
      }
      Assessment anew = judge(job.request().mode());
      Optional<FinishedTransition> refused = refuse(anew);
      return refused.isPresent() ? refused.get() : act(planned(anew));
    } finally {
      bench.listener().prepare(false, notice);
    }
  }

  private void awaits(String what, List<GpuHolder> holders) {
    if (job.view().state() != JobState.WAITING) {
      job.enter(JobState.WAITING);
    }
    job.waitingFor(what, holders);
  }

  /** On from where a dead daemon left off: forward if all that remains is still valid, else back. */
  FinishedTransition resume(JournalRecord left) {
    onRecord = true;
    job.from(left.plan().from());
    job.planned(left.plan());
    Progress progress = new Progress(left);
    try (var _ = delayShutdown()) {
      return resume(progress);
    }
  }

  private FinishedTransition resume(Progress progress) {
    Optional<Reason> failure = progress.record().failure();
    if (failure.isPresent()) {
      log.recovered("go on with the rollback");
      return back(progress, failure.get());
    }
    Reason objection =
        objection(
            Assessment.of(
                bench.host().refresh(),
                progress.remaining(),
                job.request().asker(),
                List.of(),
                bench.policy().get()));
    if (objection.code() != ReasonCode.NONE) {
      log.recovered("undo: " + objection.message());
      return back(
          progress,
          Reason.of(
                  objection.code() == ReasonCode.GRANT_EXCEEDED
                      ? ReasonCode.GRANT_EXCEEDED
                      : ReasonCode.INTERRUPTED,
                  "cannot go on after the daemon was interrupted: " + objection.message())
              .withGuards(objection.guards()));
    }
    log.recovered("go on: every step that remains is still valid");
    progress.repeatLastStep();
    return forward(progress);
  }

  /** Why what was judged may not be done: what stands against it, or that it was not allowed. */
  private Reason objection(Assessment judged) {
    Reason objection = judged.objection();
    return objection.code() == ReasonCode.NONE ? granted.objection(judged) : objection;
  }

  private Assessment judge(ModeName to) {
    return Assessment.of(
        bench.host().refresh(),
        to,
        job.request().asker(),
        bench.holds().all(),
        bench.policy().get());
  }

  private TransitionPlan planned(Assessment judged) {
    if (!(judged.plan() instanceof Reading.Value<TransitionPlan>(TransitionPlan plan))) {
      throw new IllegalStateException("cannot happen: a request without a plan is objected to");
    }
    job.planned(plan);
    return plan;
  }

  private FinishedTransition act(TransitionPlan plan) throws IOException {
    ledger.planned(plan, job.request().grant());
    log.planned(plan);
    JournalRecord record =
        new JournalRecord(
            job.id(),
            bootId,
            job.request(),
            plan,
            Collections.nCopies(plan.steps().size(), StepStatus.DO),
            Optional.empty(),
            job.view().startedAt());
    bench.journal().write(record);
    bench.desired().set(plan.to());
    try (var _ = delayShutdown()) {
      return forward(new Progress(record));
    }
  }

  /** A machine that goes down in the middle gives the move a moment to end, if logind can. */
  private ShutdownDelay.Held delayShutdown() {
    try {
      return bench.shutdown().take("switch to " + job.request().mode());
    } catch (HostException refused) {
      LOG.warn("{}; a shutdown would interrupt the transition, ignoring", refused.getMessage());
      return () -> {};
    }
  }

  private FinishedTransition forward(Progress progress) {
    job.enter(JobState.ACTING);
    try {
      for (int index = progress.firstOpen(); index < progress.size(); index++) {
        job.cancellation().check();
        advance(progress, index);
      }
      Classification now = bench.host().seen().orElseThrow();
      if (!now.mode().equals(Optional.of(job.request().mode()))) {
        throw new StepFailed(
            Reason.of(
                    ReasonCode.ASSERTION_FAILED,
                    "cannot say that the switch is done: " + ModeExpectation.describe(now))
                .withClauses(now.degradations()));
      }
      return finish(
          progress.record().plan().from(),
          Outcome.COMMITTED,
          NO_REASON.withClauses(now.degradations()),
          now);
    } catch (StepFailed failed) {
      return back(progress, failed.reason());
    }
  }

  private void advance(Progress progress, int index) throws StepFailed {
    PlannedStep planned = progress.step(index);
    if (index == progress.size() - 1) {
      job.enter(JobState.VERIFYING);
    }
    job.begin(progress.record().plan(), index, planned.action());
    note(progress, index, StepStatus.DOING);
    log.stepBegun(planned.action());
    try {
      bench.steps().requireWhole(planned.action());
      bench
          .steps()
          .run(planned.action(), planned.deadline(), job.cancellation(), job::waitingFor);
    } catch (StepFailed failed) {
      log.stepFailed(planned.action(), failed.reason());
      progress.set(index, StepStatus.ERROR);
      throw failed;
    }
    note(progress, index, StepStatus.DONE);
    log.stepDone(planned.action());
  }

  /** The journal knows of a step before the audit log does, and both before the host does. */
  private void note(Progress progress, int index, StepStatus status) throws StepFailed {
    try {
      progress.set(index, status);
      bench.journal().write(progress.record());
      ledger.step(index, progress.step(index).action(), status.text());
    } catch (IOException unwritable) {
      throw new StepFailed(unwritable(unwritable));
    }
  }

  private FinishedTransition back(Progress progress, Reason why) {
    job.enter(JobState.ROLLING_BACK);
    log.rollingBack(why);
    Classification after = new Rollback(bench, job, ledger, log).run(progress, why);
    Optional<ModeName> from = progress.record().plan().from();
    if (!progress.anythingBegan()) {
      return finish(from, why.isCalledOff() ? Outcome.CANCELLED : Outcome.BLOCKED, why, after);
    }
    if (!Rollback.isRestored(progress.record().plan(), after)) {
      return finish(from, Outcome.STRANDED, why.withClauses(after.degradations()), after);
    }
    return finish(
        from,
        why.isCalledOff() ? Outcome.CANCELLED : Outcome.ROLLED_BACK,
        why,
        after);
  }

  /**
   * Puts the outcome on record.
   *
   * @param now what the host showed when the outcome was found
   */
  private FinishedTransition finish(
      Optional<ModeName> from, Outcome outcome, Reason reason, Classification now) {
    settleDesired(from, outcome);
    bench.host().transitionEnded(outcome == Outcome.STRANDED);
    FinishedTransition end =
        new FinishedTransition(
            job.id(),
            job.request(),
            from,
            now.mode(),
            now.condition(),
            outcome,
            reason,
            job.view().startedAt(),
            bench.clock().instant());
    log.finished(end);
    record(end);
    bench.files().finished(end);
    return end;
  }

  /**
   * An end that cannot be put on record is owed, if the record has its beginning. The journal goes in
   * any case: a later daemon that found it would go on with what is over.
   */
  private void record(FinishedTransition end) {
    try {
      ledger.finished(end);
    } catch (IOException unwritable) {
      LOG.error("cannot record the end of transition {} yet", job.id(), unwritable);
      if (onRecord) {
        bench.audit().owe(AuditEntry.finished(end));
      }
    }
    try {
      bench.journal().clear();
    } catch (IOException stuck) {
      LOG.error("cannot remove the journal of transition {}, ignoring", job.id(), stuck);
    }
  }

  /** A mode that could not be had is no longer wanted: the prior one is. */
  private void settleDesired(Optional<ModeName> from, Outcome outcome) {
    switch (outcome) {
      case COMMITTED, UNCHANGED -> bench.desired().set(job.request().mode());
      case ROLLED_BACK, STRANDED, CANCELLED -> from.ifPresent(bench.desired()::set);
      case BLOCKED -> {}
    }
  }

  private static Reason unwritable(IOException cause) {
    return Reason.of(
        ReasonCode.AUDIT_UNAVAILABLE,
        cause.getMessage() + "; nothing is changed that cannot be put on record");
  }
}
