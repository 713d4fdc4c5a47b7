package org.dubnium.fleet.telemetry.scrape;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private final ExecutorService executor;
  private final Duration deadline;
  private CountDownLatch underWay = new CountDownLatch(0);

  /**
   * Makes one.
   *
   * @param executor has a thread for every source, however many hang
   */
  Attempt(Source source, ExecutorService executor, Duration deadline) {
    this.source = source;
    this.executor = executor;
    this.deadline = deadline;
  }

  NodeReading read() throws SourceException, InterruptedException {
    if (underWay.getCount() > 0) {
      throw new SourceException(timedOut() + ", and it has not returned since");
    }
    CountDownLatch returned = new CountDownLatch(1);
    underWay = returned;
    Future<NodeReading> answer =
        executor.submit(
            () -> {
              try {
                return source.read();
              } finally {
                returned.countDown();
              }
            });
    try {
      return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new SourceException(timedOut(), e);
    } catch (ExecutionException e) {
      throw failed(e);
    } finally {
      var _ = answer.cancel(true);
    }
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
