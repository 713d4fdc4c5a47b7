package org.dubnium.daemon.bus;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.BusException;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.port.AuditLog;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.ModelEventInfo;

/** Writes into the audit log what becomes of models outside of transitions. */
final class ModelAudit {

  private final AuditLog audit;

  ModelAudit(AuditLog audit) {
    this.audit = audit;
  }

  /**
   * Fails if it cannot be put on record: then it must not be done.
   *
   * @param status {@code selected} or {@code removed}
   * @param reason in the caller's words; may be empty
   */
  void note(String status, ModelName model, String reason, Caller caller) throws BusException {
    append(status, model, Map.of(), Optional.of(reason).filter(text -> !text.isEmpty()), caller);
  }

  /**
   * What the store's tool has done.
   *
   * @param event {@code seeded} or {@code verified}
   */
  void told(String event, ModelName model, ModelEventInfo details, Caller caller)
      throws BusException {
    Map<String, Object> more = new LinkedHashMap<>();
    details.source().ifPresent(source -> more.put("source", source));
    details.bytes().ifPresent(bytes -> more.put("bytes", bytes));
    details.files().ifPresent(files -> more.put("files", files));
    append(event, model, more, details.problem(), caller);
  }

  private void append(
      String status,
      ModelName model,
      Map<String, Object> more,
      Optional<String> reason,
      Caller caller)
      throws BusException {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("status", status);
    details.put("model", model.value());
    details.putAll(more);
    try {
      audit.append(
          new AuditEntry(
              AuditEvent.MODEL,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              reason,
              Optional.of(caller),
              details));
    } catch (IOException unwritable) {
      throw ModeError.AUDIT_UNAVAILABLE.because(
          "cannot do with a model what cannot be put on record: " + unwritable.getMessage());
    }
  }
}
