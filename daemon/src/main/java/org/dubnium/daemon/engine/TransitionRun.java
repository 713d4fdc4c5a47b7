package org.dubnium.daemon.engine;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.JournalRecord;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.StepStatus;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.engine.step.StepFailed;
import org.dubnium.daemon.log.TransitionLog;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.ShutdownDelay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a transition is carried out: judges the host, tells those whom it concerns, and
 * waits for them. Whoever calls it holds the lock.
 */
final class TransitionRun {

  private static final Logger LOG = LoggerFactory.getLogger(TransitionRun.class);

  private final TransitionContext context;
  private final TransitionJob job;
  private final GrantCheck granted;
  private final TransitionAudit audit;
  private final TransitionLog log;
  private final TransitionEnd end;

  TransitionRun(TransitionContext context, TransitionJob job, Reauthorisation again) {
    this.context = context;
    this.job = job;
    this.granted = new GrantCheck(job, again);
    this.audit = new TransitionAudit(context.ports().audit(), job.id(), job.request());
    this.log = new TransitionLog(job.id(), job.request().mode());
    this.end = new TransitionEnd(context, job, audit, log);
  }

  /**
   * From the request to the outcome.
   *
   * @param earlier a judgement of the host as it still is; empty if there is none
   */
  FinishedTransition run(Optional<Assessment> earlier) {
    log.requested(job.request());
    Assessment judged = earlier.orElseGet(this::judge);
    Optional<ModeName> before = judged.snapshot().classification().mode();
    job.from(before);
    try {
      audit.requested();
      end.isOwedFromNowOn();
      Optional<FinishedTransition> refused = refuse(judged);
      return refused.isPresent() ? refused.get() : announce(judged);
    } catch (IOException unwritable) {
      return end.of(
          before,
          Outcome.BLOCKED,
          TransitionAudit.unwritable(unwritable),
          judged.snapshot().classification());
    } catch (StepFailed calledOff) {
      return end.of(
          before, Outcome.CANCELLED, calledOff.reason(), judged.snapshot().classification());
    }
  }

  /** Puts a judgement on record, and ends the transition if that is its end. */
  private Optional<FinishedTransition> refuse(Assessment judged) throws IOException {
    var now = judged.snapshot().classification();
    if (judged.reached()) {
      return Optional.of(end.of(now.mode(), Outcome.UNCHANGED, Reason.NONE, now));
    }
    job.enter(JobState.GUARDING);
    context.ports().files().judged(job.request().mode(), judged.verdicts());
    audit.judged(now.mode(), judged.verdicts());
    log.judged(judged.verdicts());
    Reason objection = objection(judged);
    return objection.code() == ReasonCode.NONE
        ? Optional.empty()
        : Optional.of(end.of(now.mode(), Outcome.BLOCKED, objection, now));
  }

  /** Tells those whom it concerns, waits for them, and acts on what the host shows then. */
  private FinishedTransition announce(Assessment judged) throws IOException, StepFailed {
    TransitionRequest request = job.request();
    TransitionPlan plan = planned(judged);
    Notice notice =
        new Notice(job, plan, context.gracePeriod().grace(judged, plan.ends(), request));
    context.listener().prepare(true, notice);
    try {
      boolean waited =
          context
              .gracePeriod()
              .await(
                  request, notice.grace(), judged.passage(), job.cancellation(), this::awaits);
      job.cancellation().check();
      if (!waited) {
        return act(plan);
      }
      Assessment anew = judge();
      Optional<FinishedTransition> refused = refuse(anew);
      return refused.isPresent() ? refused.get() : act(planned(anew));
    } finally {
      context.listener().prepare(false, notice);
    }
  }

  private void awaits(String what, List<GpuHolder> holders) {
    if (job.view().state() != JobState.WAITING) {
      job.enter(JobState.WAITING);
    }
    job.waitingFor(what, holders);
  }

  private FinishedTransition act(TransitionPlan plan) throws IOException {
    audit.planned(plan, job.request().grant());
    log.planned(plan);
    JournalRecord record =
        new JournalRecord(
            job.id(),
            context.bootId(),
            job.request(),
            plan,
            Collections.nCopies(plan.steps().size(), StepStatus.DO),
            Optional.empty(),
            job.view().startedAt());
    context.ports().journal().write(record);
    context.desired().set(plan.to());
    try (var _ = delayShutdown()) {
      return steps(record).forward();
    }
  }

  /** On from where a dead daemon left off: forward if all that remains is still valid, else back. */
  FinishedTransition resume(JournalRecord left) {
    end.isOwedFromNowOn();
    job.from(left.plan().from());
    job.planned(left.plan());
    try (var _ = delayShutdown()) {
      return resume(left, steps(left));
    }
  }

  private FinishedTransition resume(JournalRecord left, StepSequence steps) {
    if (left.failure().isPresent()) {
      log.recovered("go on with the rollback");
      return steps.back(left.failure().get());
    }
    Reason objection =
        objection(
            Assessment.of(
                context.host().refresh(),
                context.wanted(job.request().operation()),
                steps.remaining(),
                job.request().asker(),
                List.of(),
                context.policy().get()));
    if (objection.code() != ReasonCode.NONE) {
      log.recovered("undo: " + objection.message());
      return steps.back(
          Reason.of(
                  objection.code() == ReasonCode.GRANT_EXCEEDED
                      ? ReasonCode.GRANT_EXCEEDED
                      : ReasonCode.INTERRUPTED,
                  "cannot go on after the daemon was interrupted: " + objection.message())
              .withGuards(objection.guards()));
    }
    log.recovered("go on: every step that remains is still valid");
    return steps.goOn();
  }

  /** A machine that goes down in the middle gives the transition a moment to end, if logind can. */
  private ShutdownDelay.Held delayShutdown() {
    try {
      return context.ports().shutdown().take(job.request().operation().words());
    } catch (HostException refused) {
      LOG.warn("{}; a shutdown would interrupt the transition, ignoring", refused.getMessage());
      return () -> {};
    }
  }

  private StepSequence steps(JournalRecord record) {
    return new StepSequence(context, job, new Progress(record), audit, log, end);
  }

  /** Why what was judged may not be done: what stands against it, or that it was not allowed. */
  private Reason objection(Assessment judged) {
    Reason objection = judged.objection();
    return objection.code() == ReasonCode.NONE ? granted.objection(judged) : objection;
  }

  private Assessment judge() {
    return context.judge(job.request().operation(), job.request().asker());
  }

  private TransitionPlan planned(Assessment judged) {
    if (!(judged.plan() instanceof Reading.Value<TransitionPlan>(TransitionPlan plan))) {
      throw new IllegalStateException("cannot happen: a request without a plan is objected to");
    }
    job.planned(plan);
    return plan;
  }
}
