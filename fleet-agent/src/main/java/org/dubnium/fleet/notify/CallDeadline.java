package org.dubnium.fleet.notify;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A deadline for a library that bounds each read, but not all of them together. */
final class CallDeadline {

  private CallDeadline() {}

  /** Runs an attempt on a thread of its own; at the deadline it is interrupted and left behind. */
  static DeliveryResult call(Duration deadline, Supplier<DeliveryResult> attempt) {
    FutureTask<DeliveryResult> task = new FutureTask<>(attempt::get);
    var _ = Thread.ofVirtual().name("notify attempt").start(task);
    try {
      return task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      return new DeliveryResult.TemporaryFailure("no answer within " + deadline.toSeconds() + " s");
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      return new DeliveryResult.TemporaryFailure("the agent stopped");
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot go on after a failed attempt", e.getCause());
    }
  }
}
