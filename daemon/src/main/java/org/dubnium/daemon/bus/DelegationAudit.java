package org.dubnium.daemon.bus;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.BusException;
import org.dubnium.daemon.delegation.ServiceDelegation;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.port.AuditLog;
import org.dubnium.dbus.contract.ModeError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into the audit log who lets which service ask in their name, and each use of it; no secret. */
final class DelegationAudit {

  private static final Logger LOG = LoggerFactory.getLogger(DelegationAudit.class);

  private final AuditLog audit;

  DelegationAudit(AuditLog audit) {
    this.audit = audit;
  }

  /**
   * Fails if it cannot be put on record: then it must not be done.
   *
   * @param status {@code created}, {@code redeemed} or {@code used}
   */
  void note(String status, ServiceDelegation delegated, Caller caller) throws BusException {
    try {
      audit.append(entry(status, delegated, Optional.empty(), caller));
    } catch (IOException unwritable) {
      throw ModeError.AUDIT_UNAVAILABLE.because(
          "cannot delegate what cannot be put on record: " + unwritable.getMessage());
    }
  }

  /** Records that a delegation has ended; it has, even if that cannot be recorded. */
  void ended(ServiceDelegation.Ended ended, Caller by) {
    try {
      audit.append(entry("ended", ended.delegation(), Optional.of(ended.why().text()), by));
    } catch (IOException unwritable) {
      LOG.error(
          "cannot record the end of delegation {}, ignoring: {}",
          ended.delegation().id(),
          unwritable.getMessage());
    }
  }

  private static AuditEntry entry(
      String status, ServiceDelegation delegated, Optional<String> reason, Caller caller) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("status", status);
    details.put("delegation", delegated.id());
    details.put("service", delegated.service());
    details.put("uid", delegated.person().uid());
    details.put("user", delegated.person().user());
    details.put("session", delegated.person().session());
    return new AuditEntry(
        AuditEvent.DELEGATED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        reason,
        Optional.of(caller),
        details);
  }
}
