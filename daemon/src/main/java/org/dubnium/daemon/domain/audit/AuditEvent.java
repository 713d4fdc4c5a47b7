package org.dubnium.daemon.domain.audit;

import java.util.Locale;

/** Kinds of audit entries. */
public enum AuditEvent {
  REQUESTED,
  JUDGED,
  PLANNED,
  STEP,
  FINISHED,
  RECONCILED,
  HELD,
  RELEASED,
  CONFIG,
  BOOT;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
