package org.dubnium.common.time;

import java.time.Duration;

/**
 * Exponential back-off: how long to wait before another attempt.
 *
 * @param first wait, after no attempt yet
 * @param factor by which each is longer than the one before; at least 1
 * @param longest that is ever waited
 */
public record Backoff(Duration first, int factor, Duration longest) {

  public Backoff {
    if (first.isNegative() || longest.isNegative() || factor < 1) {
      throw new IllegalArgumentException(
          "cannot wait " + first + " at first and " + longest + " at most, by " + factor);
    }
  }

  /** The wait after so many attempts. */
  public Duration after(int attempts) {
    Duration wait = first;
    for (int i = 0; i < attempts && wait.isPositive() && wait.compareTo(longest) < 0; i++) {
      wait = wait.multipliedBy(factor);
    }
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}
