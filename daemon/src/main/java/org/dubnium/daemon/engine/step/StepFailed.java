package org.dubnium.daemon.engine.step;

import org.dubnium.daemon.domain.transition.Reason;

/** A step did not reach what it is for. */
public final class StepFailed extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  public StepFailed(Reason reason) {
    super(reason.message());
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
