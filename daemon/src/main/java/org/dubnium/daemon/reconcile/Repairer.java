package org.dubnium.daemon.reconcile;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.dubnium.daemon.classify.RepairTarget;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.log.RepairLog;
import org.dubnium.daemon.port.AuditLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one repair out: on record first, then done, then seen to have taken effect. */
final class Repairer {

  private static final Logger LOG = LoggerFactory.getLogger(Repairer.class);

  private final HostAccess host;
  private final AuditLog audit;
  private final Supplier<Policy> policy;

  Repairer(HostAccess host, AuditLog audit, Supplier<Policy> policy) {
    this.host = host;
    this.audit = audit;
    this.policy = policy;
  }

  RepairOutcome repair(
      Key key, ModeName mode, RepairTarget demand, int attempt, CompletableFuture<Void> calledOff) {
    RepairRecord onRecord = new RepairRecord(audit, key, mode, demand);
    RepairLog log = log(mode, demand);
    try {
      onRecord.begun(attempt);
    } catch (IOException unwritable) {
      return new RepairOutcome.NotRecorded(
          unwritable.getMessage() + "; nothing is repaired that cannot be put on record");
    }
    log.begun(attempt);
    RepairOutcome outcome = key.repair(mode, demand, calledOff);
    if (outcome instanceof RepairOutcome.Repaired) {
      outcome = verified(key, mode, demand);
    }
    tell(log, attempt, outcome);
    try {
      onRecord.ended(attempt, outcome);
    } catch (IOException unwritable) {
      LOG.error("cannot record the end of a repair of {}, ignoring", demand.unit(), unwritable);
    }
    return outcome;
  }

  /** Says in journal and audit log that nothing more is tried. */
  void gaveUp(Key key, ModeName mode, RepairTarget demand, int attempts, String why) {
    log(mode, demand).gaveUp(attempts, why);
    try {
      new RepairRecord(audit, key, mode, demand).gaveUp(attempts, why);
    } catch (IOException unwritable) {
      LOG.error("cannot record that repairs of {} end, ignoring", demand.unit(), unwritable);
    }
  }

  /** Says in the journal why nothing is done. */
  void refused(ModeName mode, RepairTarget demand, String why) {
    log(mode, demand).refused(why);
  }

  private static RepairLog log(ModeName mode, RepairTarget demand) {
    return new RepairLog(mode, demand.remedy().kind(), demand.unit());
  }

  private static void tell(RepairLog log, int attempt, RepairOutcome outcome) {
    switch (outcome) {
      case RepairOutcome.Repaired repaired -> log.done(attempt);
      case RepairOutcome.CalledOff off -> log.failed(attempt, "called-off", off.message());
      case RepairOutcome.Failed _, RepairOutcome.Harmful _, RepairOutcome.NotRecorded _ ->
          log.failed(attempt, "failed", outcome.message());
    }
  }

  /** systemd said that it is done; the host must show it, and still be in the mode. */
  private RepairOutcome verified(Key key, ModeName mode, RepairTarget demand) {
    Situation after = host.look();
    Classification seen = after.classification();
    if (hasLeft(mode, seen)) {
      return new RepairOutcome.Harmful(
          "cannot leave the host as it was: after the repair it shows " + seen.modeText());
    }
    boolean met =
        key.demands(mode, after.observation(), policy.get()).stream()
            .filter(wanted -> wanted.unit().equals(demand.unit()))
            .anyMatch(wanted -> wanted.state() == RepairTarget.State.MET);
    return met
        ? new RepairOutcome.Repaired()
        : new RepairOutcome.Failed(
            "cannot see " + String.join(", ", demand.clauses()) + " hold after the repair");
  }

  /** A mode that cannot be told for want of evidence was not left for that. */
  private boolean hasLeft(ModeName mode, Classification seen) {
    Optional<ModeName> now = seen.mode();
    return now.isEmpty()
        ? seen.missing().isEmpty()
        : !List.of(mode, policy.get().contracts().baseOf(mode).name()).contains(now.get());
  }
}
