package org.dubnium.daemon.engine;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.port.AuditLog;

/** Writes one transition into the audit log. Every method throws if the entry is not durable. */
final class TransitionAudit {

  private final AuditLog audit;
  private final TransitionId id;
  private final TransitionRequest request;

  TransitionAudit(AuditLog audit, TransitionId id, TransitionRequest request) {
    this.audit = audit;
    this.id = id;
    this.request = request;
  }

  void requested() throws IOException {
    append(
        AuditEvent.REQUESTED,
        Optional.empty(),
        Optional.empty(),
        Map.of(AuditEntry.REQUEST, request, "grant", request.grant()));
  }

  /** Has every step with its undo: what a rollback will do is on record before anything is done. */
  void planned(TransitionPlan plan, Grant grant) throws IOException {
    append(
        AuditEvent.PLANNED,
        plan.from(),
        Optional.empty(),
        Map.of(
            "route", plan.route().stream().map(ModeName::value).toList(),
            "steps", plan.steps(),
            "ends",
                plan.ends().stream()
                    .map(end -> Map.of("kind", end.kind(), "name", end.name()))
                    .toList(),
            "grant", grant));
  }

  void judged(Optional<ModeName> from, List<GuardVerdict> verdicts) throws IOException {
    append(
        AuditEvent.JUDGED,
        from,
        Optional.of(verdicts.stream().noneMatch(GuardVerdict::blocks)),
        Map.of("guards", verdicts.stream().map(TransitionAudit::describe).toList()));
  }

  /**
   * @param status what is about to happen to the step, or has
   */
  void step(int index, Step step, String status) throws IOException {
    append(
        AuditEvent.STEP,
        Optional.empty(),
        Optional.empty(),
        Map.of(
            "index", index, "kind", step.kind(), "subject", step.subject(), "status", status));
  }

  /** Holds the whole transition: the history is read from these entries. */
  void finished(FinishedTransition end) throws IOException {
    audit.append(AuditEntry.finished(end));
  }

  private void append(
      AuditEvent event,
      Optional<ModeName> prior,
      Optional<Boolean> success,
      Map<String, Object> details)
      throws IOException {
    audit.append(
        new AuditEntry(
            event,
            Optional.of(id),
            Optional.of(request.mode().value()),
            prior.map(ModeName::value),
            Optional.empty(),
            success,
            Optional.empty(),
            Optional.of(request.caller()),
            details));
  }

  private static Map<String, Object> describe(GuardVerdict judged) {
    String verdict =
        switch (judged.verdict()) {
          case Verdict.Pass pass -> "pass";
          case Verdict.Wait wait -> "wait: " + wait.message();
          case Verdict.Deny deny -> "deny: " + deny.message();
          case Verdict.Fault fault -> "error: " + fault.message();
        };
    return Map.of(
        "guard", judged.guard().text(), "verdict", verdict, "bypassed", judged.bypassed());
  }

  /** Why nothing is done once something could not be put on record. */
  static Reason unwritable(IOException cause) {
    return Reason.of(
        ReasonCode.AUDIT_UNAVAILABLE,
        cause.getMessage() + "; nothing is changed that cannot be put on record");
  }
}
