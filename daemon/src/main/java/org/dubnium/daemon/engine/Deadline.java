package org.dubnium.daemon.engine;

import java.time.Duration;

/** A moment of the monotonic clock: no change of the wall clock moves it. */
record Deadline(long nanos) {

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** What is left, never negative. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  boolean isPast() {
    return left().isZero();
  }
}
