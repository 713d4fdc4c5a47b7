package org.dubnium.fleet.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Goes as it is told: what people see, and what nobody puts forward or back. */
public final class ManualClock implements InstantSource {

  private Instant now = Instant.parse("2026-06-01T12:00:00Z");
  private long nanos = 5;

  @Override
  public synchronized Instant instant() {
    return now;
  }

  public synchronized long nanoTime() {
    return nanos;
  }

  /** Time passes. */
  public synchronized void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  /** Somebody sets the clock. */
  public synchronized void set(Instant time) {
    now = time;
  }
}
