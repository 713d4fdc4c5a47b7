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
  /** Somebody let a service ask in their name, it did, or that is over. */
  DELEGATED,
  /** A model was selected without a transition, removed, or brought into the store. */
  MODEL,
  CONFIG,
  BOOT,
  /** The log about itself: a rotation, a torn line set aside, entries that are missing. */
  AUDIT;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
