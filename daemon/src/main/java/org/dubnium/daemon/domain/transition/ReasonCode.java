package org.dubnium.daemon.domain.transition;

import java.util.Locale;

/** Why a transition ended as it did, for programs. */
public enum ReasonCode {
  NONE,
  GUARD_DENIED,
  GUARD_ERROR,
  HELD,
  /** The plan came to end more than its request was allowed. */
  GRANT_EXCEEDED,
  GPU_NOT_RELEASED,
  JOB_FAILED,
  JOB_TIMEOUT,
  UNIT_MASKED,
  UNIT_NOT_FOUND,
  TRANSACTION_DESTRUCTIVE,
  UNIT_NOT_ACTIVE,
  /** The model server did not come up; the reason's cause says why. */
  MODEL_SERVER_FAILED,
  SESSION_NOT_ENDED,
  PROPERTIES_FAILED,
  SELECTION_FAILED,
  /** Jobs of the cluster are still on the node that is to leave it. */
  JOBS_NOT_ENDED,
  ASSERTION_FAILED,
  CANCELLED,
  TIMED_OUT,
  INTERRUPTED,
  AUDIT_UNAVAILABLE,
  OBSERVATION_UNAVAILABLE;

  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
