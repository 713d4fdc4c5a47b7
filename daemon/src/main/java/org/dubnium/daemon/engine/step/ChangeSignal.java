package org.dubnium.daemon.engine.step;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Wakes those who wait for something to change. Take {@link #next()} before looking: then a change
 * between the look and the wait is not missed.
 */
public final class ChangeSignal {

  /** How late a look may be if no signal announces the change. */
  public static final Duration RECHECK = Duration.ofSeconds(1);

  private final AtomicReference<CompletableFuture<Void>> next =
      new AtomicReference<>(new CompletableFuture<>());

  public void announce() {
    next.getAndSet(new CompletableFuture<>()).complete(null);
  }

  /** Completes at the next change. */
  public CompletableFuture<Void> next() {
    return next.get();
  }

  /**
   * Looks at every change until what is expected is seen, or the time is over; answers what was seen
   * last.
   */
  public <T> T await(
      Supplier<T> look, Predicate<T> expected, Duration time, Cancellation cancellation)
      throws StepFailed {
    Deadline deadline = Deadline.in(time);
    while (true) {
      var change = next();
      T seen = look.get();
      if (expected.test(seen) || deadline.isPast()) {
        return seen;
      }
      cancellation.await(change, deadline.leftUpTo(RECHECK));
    }
  }
}
