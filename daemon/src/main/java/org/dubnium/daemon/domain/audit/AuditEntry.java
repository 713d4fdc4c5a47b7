package org.dubnium.daemon.domain.audit;

import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.TransitionId;

/**
 * One thing to be put on record. Sequence, time and hashes are the log's own.
 *
 * @param requested mode that was asked for
 * @param prior mode before
 * @param last mode after
 * @param success whether it went as wanted; empty where that is not yet known
 * @param reason code and words
 * @param details strings, numbers, booleans, and lists and maps of those
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
    Map<String, Object> details) {}
