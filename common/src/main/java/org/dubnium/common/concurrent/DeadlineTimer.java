package org.dubnium.common.concurrent;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs something later, however long other things take. */
@FunctionalInterface
public interface DeadlineTimer {

  /**
   * Runs the task after that time.
   *
   * @return calls it off, if it has not begun
   */
  Runnable after(Duration delay, Runnable task);

  static DeadlineTimer real() {
    return (delay, task) -> {
      var time =
          new CompletableFuture<Void>()
              .completeOnTimeout(null, delay.toNanos(), TimeUnit.NANOSECONDS);
      var _ = time.thenRunAsync(task);
      return () -> time.cancel(false);
    };
  }
}
