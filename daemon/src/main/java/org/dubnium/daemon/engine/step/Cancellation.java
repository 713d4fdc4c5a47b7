package org.dubnium.daemon.engine.step;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dubnium.daemon.domain.transition.Reason;

/** Calls a transition off, once, and wakes whatever it waits for. */
public final class Cancellation {

  /** What is never called off, such as a rollback. */
  public static Cancellation never() {
    return new Cancellation();
  }

  private final CompletableFuture<Reason> called = new CompletableFuture<>();

  public void call(Reason reason) {
    called.complete(reason);
  }

  /** Fails if the transition was called off. */
  public void check() throws StepFailed {
    Reason reason = called.getNow(null);
    if (reason != null) {
      throw new StepFailed(reason);
    }
  }

  /**
   * Waits for the event.
   *
   * @return false if the time ran out first
   * @throws StepFailed if the transition was called off first
   */
  public boolean await(CompletableFuture<?> event, Duration atMost) throws StepFailed {
    boolean happened = true;
    try {
      CompletableFuture.anyOf(event, called).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      happened = false;
    } catch (ExecutionException broken) {
      throw new IllegalStateException("cannot happen: awaited events never fail", broken);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException("cannot happen: transitions are never interrupted", stopped);
    }
    check();
    return happened;
  }

  /** Lets time pass. */
  void pause(Duration time) throws StepFailed {
    await(new CompletableFuture<Void>(), time);
  }
}
