package org.dubnium.fleet.pod.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when it is told to, and a wall clock that can be set. */
final class VirtualTime {

  private static final Instant BEGIN = Instant.parse("2026-03-01T22:30:00Z");

  private long nanos;
  private Duration set = Duration.ZERO;

  void pass(Duration time) {
    nanos += time.toNanos();
  }

  /** Somebody sets the wall clock by so much. */
  void setWall(Duration by) {
    set = set.plus(by);
  }

  long nanoTime() {
    return nanos;
  }

  /** As everybody else has it. */
  InstantSource real() {
    return () -> BEGIN.plusNanos(nanos);
  }

  /** As this machine has it. */
  InstantSource wall() {
    return () -> BEGIN.plusNanos(nanos).plus(set);
  }
}
