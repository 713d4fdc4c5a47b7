package org.dubnium.daemon.domain.audit;

import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.TransitionId;

/**
 * One thing to be put on record. Sequence, time and hashes are the log's own.
 *
 * @param requested mode that was asked for
 * @param prior mode before
 * @param last mode after
 * @param success whether it went as wanted; empty where that is not yet known
 * @param reason code and words; empty where nothing needs a reason
 * @param details strings, numbers, booleans, verdicts, findings, holders, steps, plans, reasons,
 *     requests, finished transitions, and lists and maps of those
 */
public record AuditEntry(
    AuditEvent event,
    Optional<TransitionId> transition,
    Optional<String> requested,
    Optional<String> prior,
    Optional<String> last,
    Optional<Boolean> success,
    Optional<String> reason,
    Optional<Caller> caller,
    Map<String, Object> details) {

  /** Under this name the details of a {@code finished} entry hold the whole transition. */
  public static final String TRANSITION = "transition";

  /** Under this name the details of a {@code requested} entry hold the request. */
  public static final String REQUEST = "request";

  /** The entry of a transition that is over, from which the history is read later. */
  public static AuditEntry finished(FinishedTransition transition) {
    return new AuditEntry(
        AuditEvent.FINISHED,
        Optional.of(transition.id()),
        Optional.of(transition.request().mode().value()),
        transition.from().map(ModeName::value),
        transition.last().map(ModeName::value),
        Optional.of(
            switch (transition.outcome()) {
              case COMMITTED, UNCHANGED -> true;
              case BLOCKED, ROLLED_BACK, STRANDED, CANCELLED -> false;
            }),
        Optional.of(transition.reason())
            .filter(reason -> reason.code() != ReasonCode.NONE)
            .map(reason -> reason.code().text() + ": " + reason.message()),
        Optional.of(transition.request().caller()),
        Map.of(TRANSITION, transition));
  }
}
