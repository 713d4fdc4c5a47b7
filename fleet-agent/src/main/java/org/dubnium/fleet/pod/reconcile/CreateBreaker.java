package org.dubnium.fleet.pod.reconcile;

import java.time.Duration;
import org.dubnium.common.time.Backoff;

/**
 * How long nothing is created or started for a declaration: after failures in a row, and after
 * capacity was lacking. Immutable; times are of the monotonic clock.
 *
 * @param failures in a row, without lacks of capacity
 * @param lacks of capacity in a row
 * @param until when it is open
 * @param reason why; empty while it is closed
 */
record CreateBreaker(int failures, int lacks, long until, String reason) {

  static final CreateBreaker CLOSED = new CreateBreaker(0, 0, 0, "");

  /** Failures in a row that are passed over. */
  static final int TOLERATED = 2;

  private static final Backoff AFTER_FAILURES =
      new Backoff(Duration.ofMinutes(5), 2, Duration.ofHours(1));
  private static final Backoff AFTER_LACKS =
      new Backoff(Duration.ofMinutes(1), 2, Duration.ofMinutes(10));

  /** After RunPod has not done what was asked, or a pod did not come to run. */
  CreateBreaker failed(String why, long nanoTime) {
    int now = failures + 1;
    if (now <= TOLERATED) {
      return new CreateBreaker(now, lacks, until, reason);
    }
    Duration wait = AFTER_FAILURES.after(now - TOLERATED - 1);
    return new CreateBreaker(
        now,
        lacks,
        nanoTime + wait.toNanos(),
        "%d failures in a row, the last: %s; tried again after %d min"
            .formatted(now, why, wait.toMinutes()));
  }

  /** After no way that is declared could be had. */
  CreateBreaker lacked(String why, long nanoTime) {
    Duration wait = AFTER_LACKS.after(lacks);
    return new CreateBreaker(
        failures,
        lacks + 1,
        nanoTime + wait.toNanos(),
        "no capacity: %s; asked again after %d min".formatted(why, wait.toMinutes()));
  }

  /** After a pod was created: capacity is there, and whether it comes to run is to be seen. */
  CreateBreaker created() {
    return new CreateBreaker(failures, 0, 0, "");
  }

  boolean isOpen(long nanoTime) {
    return !reason.isEmpty() && nanoTime - until < 0;
  }
}
