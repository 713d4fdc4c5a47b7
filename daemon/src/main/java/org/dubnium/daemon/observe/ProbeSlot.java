package org.dubnium.daemon.observe;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.dubnium.common.concurrent.ContainedTask;
import org.dubnium.common.concurrent.DeadlineTimer;
import org.dubnium.daemon.domain.observation.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One probe: a reading is there in time, if need be as unavailable, however long the probe hangs. */
final class ProbeSlot<T> {

  private static final Logger log = LoggerFactory.getLogger(ProbeSlot.class);

  private final String name;
  private final ContainedTask<Reading<T>> task;

  /**
   * @param name of what is read, as the subject of a sentence
   * @param executor must have a thread to spare, however many others hang
   */
  ProbeSlot(String name, Executor executor, DeadlineTimer timer) {
    this.name = name;
    this.task = new ContainedTask<>(executor, timer);
  }

  /**
   * A reading that is begun after this call, since an older one might miss what the caller has just
   * done. Completes within twice the deadline, and never exceptionally.
   */
  CompletableFuture<Reading<T>> fresh(Supplier<Reading<T>> probe, Duration deadline) {
    return task.run(probe::get, deadline).thenApply(result -> reading(result, deadline));
  }

  private Reading<T> reading(ContainedTask.Result<Reading<T>> result, Duration deadline) {
    return switch (result) {
      case ContainedTask.Result.Done<Reading<T>>(Reading<T> reading) -> reading;
      case ContainedTask.Result.Failed<Reading<T>>(Throwable failure) -> failed(failure);
      case ContainedTask.Result.Late<Reading<T>>(boolean earlier) ->
          Reading.unavailable(timedOut(deadline) + (earlier ? ", and has not returned since" : ""));
    };
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
