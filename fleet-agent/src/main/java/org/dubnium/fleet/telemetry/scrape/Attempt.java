package org.dubnium.fleet.telemetry.scrape;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.dubnium.common.concurrent.ContainedTask;
import org.dubnium.common.concurrent.DeadlineTimer;
import org.dubnium.fleet.domain.NodeReading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one source, with a deadline. One that does not return even when it is interrupted is not
 * asked again until it does, so that it costs one thread at most. Used by one thread.
 */
final class Attempt {

  private static final Logger log = LoggerFactory.getLogger(Attempt.class);

  private final Source source;
  private final Duration deadline;
  private final ContainedTask<Boolean> once;

  /**
   * Makes one.
   *
   * @param executor has a thread for every source, however many hang
   */
  Attempt(Source source, Executor executor, Duration deadline) {
    this.source = source;
    this.deadline = deadline;
    this.once = new ContainedTask<>(executor, DeadlineTimer.real());
  }

  NodeReading read() throws SourceException, InterruptedException {
    FutureTask<NodeReading> reading = new FutureTask<>(source::read);
    try {
      if (once.run(() -> runs(reading), deadline).get()
          instanceof ContainedTask.Result.Late<Boolean>(boolean earlier)) {
        throw new SourceException(
            timedOut() + (earlier ? ", and it has not returned since" : ""));
      }
      return reading.get();
    } catch (ExecutionException e) {
      throw failed(e);
    } finally {
      reading.cancel(true);
    }
  }

  private static boolean runs(FutureTask<NodeReading> reading) {
    reading.run();
    return true;
  }

  private SourceException failed(ExecutionException failure) {
    if (failure.getCause() instanceof SourceException cause) {
      return cause;
    }
    log.error("cannot read {}: its source is broken", source.name(), failure.getCause());
    return new SourceException(
        "cannot read " + source.name() + ": its source is broken: " + failure.getCause(), failure);
  }

  private String timedOut() {
    String seconds =
        BigDecimal.valueOf(deadline.toMillis(), 3).stripTrailingZeros().toPlainString();
    return "cannot read " + source.name() + ": no answer came within " + seconds + " s";
  }
}
