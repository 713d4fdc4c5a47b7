package org.dubnium.daemon.observe;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs something later, however long other things take. */
@FunctionalInterface
interface Timer {

  void after(Duration delay, Runnable task);

  static Timer real() {
    return (delay, task) ->
        CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS).execute(task);
  }
}
