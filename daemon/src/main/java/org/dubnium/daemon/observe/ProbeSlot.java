package org.dubnium.daemon.observe;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.dubnium.daemon.domain.observation.Reading;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place where one probe runs: once at a time, and never again while it hangs. A probe that has
 * not answered by its deadline is abandoned, since nothing can be done about a thread that is stuck
 * in the kernel; its place stays taken until it returns, so that at most one thread is ever lost.
 */
final class ProbeSlot<T> {

  private static final Logger log = LoggerFactory.getLogger(ProbeSlot.class);

  /** A probe under way. Its answer comes in time, whether or not the probe does. */
  private static final class Attempt<T> {
    private final CompletableFuture<Reading<T>> answer = new CompletableFuture<>();
    private volatile boolean overdue;
  }

  private final String name;
  private final Executor executor;
  private final Timer timer;
  private @Nullable Attempt<T> underWay;

  /**
   * @param name of what is read, as the subject of a sentence
   * @param executor must have a thread to spare, however many others hang
   */
  ProbeSlot(String name, Executor executor, Timer timer) {
    this.name = name;
    this.executor = executor;
    this.timer = timer;
  }

  /**
   * A reading that is begun after this call, since an older one might miss what the caller has just
   * done. Completes within twice the deadline, and never exceptionally.
   */
  synchronized CompletableFuture<Reading<T>> fresh(
      Supplier<Reading<T>> probe, Duration deadline) {
    Attempt<T> earlier = underWay;
    if (earlier == null) {
      return begin(probe, deadline);
    }
    if (earlier.overdue) {
      return CompletableFuture.completedFuture(
          Reading.unavailable(timedOut(deadline) + ", and has not returned since"));
    }
    return earlier.answer.thenCompose(ignored -> fresh(probe, deadline));
  }

  private CompletableFuture<Reading<T>> begin(Supplier<Reading<T>> probe, Duration deadline) {
    Attempt<T> attempt = new Attempt<>();
    underWay = attempt;
    var _ =
        CompletableFuture.supplyAsync(probe, executor)
            .exceptionally(this::failed)
            .thenAccept(reading -> returned(attempt, reading));
    timer.after(deadline, () -> overdue(attempt, deadline));
    return attempt.answer.copy();
  }

  private void returned(Attempt<T> attempt, Reading<T> reading) {
    synchronized (this) {
      underWay = null;
    }
    attempt.answer.complete(reading);
  }

  private void overdue(Attempt<T> attempt, Duration deadline) {
    attempt.overdue = true;
    attempt.answer.complete(Reading.unavailable(timedOut(deadline)));
  }

  private Reading<T> failed(Throwable failure) {
    log.error("cannot read {}: the probe is broken", name, failure);
    return Reading.unavailable("cannot read " + name + ": the probe is broken: " + failure);
  }

  private String timedOut(Duration deadline) {
    String seconds =
        BigDecimal.valueOf(deadline.toMillis(), 3).stripTrailingZeros().toPlainString();
    return "reading " + name + " timed out after " + seconds + " s";
  }
}
