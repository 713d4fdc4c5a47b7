package org.dubnium.daemon.adapter.nvml;

import java.time.Instant;
import java.time.InstantSource;

/** Which call a thread is in, so that another thread can say what hangs. */
final class CallTrace {

  /** A call that was begun. */
  record Call(String entryPoint, Instant since) {
    @Override
    public String toString() {
      return entryPoint + " has not returned since " + since;
    }
  }

  private final InstantSource clock;
  private volatile Call latest;

  CallTrace(InstantSource clock) {
    this.clock = clock;
    this.latest = new Call("NVML", clock.instant());
  }

  void enter(String entryPoint) {
    latest = new Call(entryPoint, clock.instant());
  }

  /** The call begun last. */
  Call latest() {
    return latest;
  }
}
