package org.dubnium.daemon.engine.step;

import java.time.Duration;

/** A moment of the monotonic clock: no change of the wall clock moves it. */
public record Deadline(long nanos) {

  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** What is left, never negative. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  /** What is left, but not more than this. */
  public Duration leftUpTo(Duration most) {
    Duration left = left();
    return left.compareTo(most) < 0 ? left : most;
  }

  public boolean isPast() {
    return left().isZero();
  }
}
