package org.dubnium.daemon.engine;

import org.dubnium.daemon.domain.transition.Reason;

/** A step did not reach what it is for. */
final class StepFailed extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  StepFailed(Reason reason) {
    super(reason.message());
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
