package org.dubnium.daemon.engine;

import java.io.IOException;
import java.util.Optional;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.log.TransitionLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the outcome of a transition on record. */
final class TransitionEnd {

  private static final Logger LOG = LoggerFactory.getLogger(TransitionEnd.class);

  private final TransitionContext context;
  private final TransitionJob job;
  private final TransitionAudit audit;
  private final TransitionLog log;
  private boolean owed;

  TransitionEnd(
      TransitionContext context, TransitionJob job, TransitionAudit audit, TransitionLog log) {
    this.context = context;
    this.job = job;
    this.audit = audit;
    this.log = log;
  }

  /** The audit log has the request: it is to have the end as well, if later. */
  void isOwedFromNowOn() {
    owed = true;
  }

  /**
   * Ends the transition.
   *
   * @param now what the host showed when the outcome was found
   */
  FinishedTransition of(
      Optional<ModeName> from, Outcome outcome, Reason reason, Classification now) {
    settleDesired(from, outcome);
    context.host().transitionEnded(outcome == Outcome.STRANDED);
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
            context.clock().instant());
    log.finished(end);
    record(end);
    context.ports().files().finished(end);
    return end;
  }

  /**
   * An end that cannot be put on record is owed, if the record has its beginning. The journal goes in
   * any case: a later daemon that found it would go on with what is over.
   */
  private void record(FinishedTransition end) {
    try {
      audit.finished(end);
    } catch (IOException unwritable) {
      LOG.error("cannot record the end of transition {} yet", job.id(), unwritable);
      if (owed) {
        context.ports().audit().owe(AuditEntry.finished(end));
      }
    }
    try {
      context.ports().journal().clear();
    } catch (IOException stuck) {
      LOG.error("cannot remove the journal of transition {}, ignoring", job.id(), stuck);
    }
  }

  /** A mode that could not be had is no longer wanted: the prior one is. */
  private void settleDesired(Optional<ModeName> from, Outcome outcome) {
    switch (outcome) {
      case COMMITTED, UNCHANGED -> context.desired().set(job.request().mode());
      case ROLLED_BACK, STRANDED, CANCELLED -> from.ifPresent(context.desired()::set);
      case BLOCKED -> {}
    }
  }
}
