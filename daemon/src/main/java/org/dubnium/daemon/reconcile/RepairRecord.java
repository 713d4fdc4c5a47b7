package org.dubnium.daemon.reconcile;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.classify.RepairTarget;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.port.AuditLog;

/** What the audit log says about the repairs of one unit. Throws if an entry is not durable. */
final class RepairRecord {

  private final AuditLog audit;
  private final Key key;
  private final ModeName mode;
  private final RepairTarget demand;

  RepairRecord(AuditLog audit, Key key, ModeName mode, RepairTarget demand) {
    this.audit = audit;
    this.key = key;
    this.mode = mode;
    this.demand = demand;
  }

  /** Before anything is done. */
  void begun(int attempt) throws IOException {
    append("begun", attempt, Optional.empty(), "");
  }

  void ended(int attempt, RepairOutcome outcome) throws IOException {
    switch (outcome) {
      case RepairOutcome.Repaired repaired -> append("done", attempt, Optional.of(true), "");
      case RepairOutcome.CalledOff off ->
          append("called-off", attempt, Optional.of(false), off.message());
      case RepairOutcome.Failed _, RepairOutcome.Harmful _, RepairOutcome.NotRecorded _ ->
          append("failed", attempt, Optional.of(false), outcome.message());
    }
  }

  /** Nothing more is tried. */
  void gaveUp(int attempts, String why) throws IOException {
    append("gave-up", attempts, Optional.of(false), why);
  }

  private void append(String status, int attempt, Optional<Boolean> success, String why)
      throws IOException {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("key", key.text());
    details.put("clauses", demand.clauses());
    details.put("kind", demand.remedy().kind());
    details.put("subject", demand.unit().value());
    details.put("attempt", attempt);
    details.put("status", status);
    audit.append(
        new AuditEntry(
            AuditEvent.RECONCILED,
            Optional.empty(),
            Optional.of(mode.value()),
            Optional.empty(),
            Optional.empty(),
            success,
            Optional.of(why).filter(text -> !text.isEmpty()),
            Optional.of(Caller.DAEMON),
            details));
  }
}
