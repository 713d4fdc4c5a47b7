package org.dubnium.daemon.bus;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.BusException;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.port.AuditLog;
import org.dubnium.dbus.contract.ModeError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes holds into the audit log. */
final class HoldAudit {

  private static final Logger LOG = LoggerFactory.getLogger(HoldAudit.class);

  private final AuditLog audit;

  HoldAudit(AuditLog audit) {
    this.audit = audit;
  }

  /** Records that a hold is taken; fails if that cannot be recorded: then it must not be. */
  void held(Hold hold) throws BusException {
    try {
      audit.append(entry(AuditEvent.HELD, hold, hold.why()));
    } catch (IOException unwritable) {
      throw ModeError.AUDIT_UNAVAILABLE.because(
          "cannot take a hold that cannot be put on record: " + unwritable.getMessage());
    }
  }

  /** Records that a hold has ended; it has, even if that cannot be recorded. */
  void released(Hold hold, String why) {
    try {
      audit.append(entry(AuditEvent.RELEASED, hold, why));
    } catch (IOException unwritable) {
      LOG.error(
          "cannot record the end of hold {}, ignoring: {}",
          hold.cookie(),
          unwritable.getMessage());
    }
  }

  private static AuditEntry entry(AuditEvent event, Hold hold, String reason) {
    return new AuditEntry(
        event,
        Optional.empty(),
        hold.mode().map(ModeName::value),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(reason),
        Optional.of(hold.owner()),
        Map.of(
            "cookie", hold.cookie(),
            "kind", hold.kind().text(),
            "direction", hold.direction().text(),
            "who", hold.who()));
  }
}
