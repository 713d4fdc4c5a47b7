package org.dubnium.common.concurrent;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Does one thing at a time that may hang where nothing can end it, as in the kernel. One that has not
 * ended by its deadline is given up, and none is begun until it returns: at most one thread is ever lost.
 */
public final class ContainedTask<T> {

  /** What came of it. */
  public sealed interface Result<T> {

    record Done<T>(T value) implements Result<T> {}

    record Failed<T>(Throwable cause) implements Result<T> {}

    /**
     * There was no end in time.
     *
     * @param earlier an earlier one has not returned yet, so that this one was not begun
     */
    record Late<T>(boolean earlier) implements Result<T> {}
  }

  /** One that is under way. Its result comes in time, whether or not it ends. */
  private static final class Attempt<T> {
    private final CompletableFuture<Result<T>> result = new CompletableFuture<>();
    private volatile boolean overdue;
  }

  private final Executor executor;
  private final DeadlineTimer timer;
  private @Nullable Attempt<T> underWay;

  /**
   * @param executor must have a thread to spare, however many others hang
   */
  public ContainedTask(Executor executor, DeadlineTimer timer) {
    this.executor = executor;
    this.timer = timer;
  }

  /**
   * Does it once more, beginning after this call and after what is under way. Completes within twice the
   * deadline, and never exceptionally.
   */
  public synchronized CompletableFuture<Result<T>> run(Callable<T> task, Duration deadline) {
    Attempt<T> earlier = underWay;
    if (earlier == null) {
      return begin(task, deadline);
    }
    if (earlier.overdue) {
      return CompletableFuture.completedFuture(new Result.Late<>(true));
    }
    return earlier.result.thenCompose(ignored -> run(task, deadline));
  }

  private CompletableFuture<Result<T>> begin(Callable<T> task, Duration deadline) {
    Attempt<T> attempt = new Attempt<>();
    underWay = attempt;
    Runnable inTime = timer.after(deadline, () -> overdue(attempt));
    FutureTask<T> call = new FutureTask<>(task);
    executor.execute(
        () -> {
          call.run();
          inTime.run();
          returned(
              attempt,
              call.state() == Future.State.SUCCESS
                  ? new Result.Done<>(call.resultNow())
                  : new Result.Failed<>(call.exceptionNow()));
        });
    return attempt.result.copy();
  }

  private void returned(Attempt<T> attempt, Result<T> result) {
    synchronized (this) {
      underWay = null;
    }
    attempt.result.complete(result);
  }

  private void overdue(Attempt<T> attempt) {
    attempt.overdue = true;
    attempt.result.complete(new Result.Late<>(false));
  }
}
