package org.dubnium.daemon.adapter.nvml;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.dubnium.daemon.adapter.nvml.CallTrace.Call;
import org.dubnium.daemon.domain.observation.Reading;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes readings on one thread of its own, and waits for none longer than a deadline. A driver can
 * hang in the kernel, where nothing can interrupt it: then that one thread hangs, every further
 * reading is refused at once, and none is begun until the hanging one returns.
 */
final class ContainedReader<T> {

  private static final Logger LOG = LoggerFactory.getLogger(ContainedReader.class);

  private static final String CLOSED = "cannot read GPUs: the probe is closed";

  private final Supplier<Reading<T>> source;
  private final CallTrace trace;
  private final Supplier<Duration> deadline;
  private final ThreadPoolExecutor thread;

  /** Completes when the reading under way is done with. */
  private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);

  /** The call that somebody has given up waiting for; null once it has returned. */
  private @Nullable Call hanging;

  ContainedReader(String name, Supplier<Reading<T>> source, CallTrace trace, Supplier<Duration> deadline) {
    this.source = source;
    this.trace = trace;
    this.deadline = deadline;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name(name).daemon().factory());
  }

  /** A reading begun after this call, or why there is none. */
  Reading<T> read() {
    return read(source);
  }

  /** The same, from another source on the same thread. */
  Reading<T> read(Supplier<Reading<T>> from) {
    Call hung = hanging();
    if (hung != null) {
      return hangs(hung);
    }
    Future<Reading<T>> reading;
    try {
      reading = thread.submit(() -> take(from));
    } catch (RejectedExecutionException closed) {
      return Reading.unavailable(CLOSED);
    }
    Duration patience = deadline.get();
    try {
      return reading.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      reading.cancel(false); // if it still waits its turn, it must not be begun
      return giveUp(patience);
    } catch (InterruptedException interrupted) {
      reading.cancel(false);
      Thread.currentThread().interrupt();
      return Reading.unavailable("cannot read GPUs: interrupted while waiting for them");
    } catch (ExecutionException broken) {
      throw new IllegalStateException("cannot read GPUs: the probe is broken", broken.getCause());
    }
  }

  /** Takes a reading for which nobody waits. */
  void start() {
    thread.execute(() -> take(source));
  }

  private Reading<T> take(Supplier<Reading<T>> from) {
    begin();
    try {
      return from.get();
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    underWay = new CompletableFuture<>();
  }

  private synchronized void end() {
    if (hanging != null) {
      LOG.info("{} has returned: GPUs are read again", hanging.entryPoint());
      hanging = null;
    }
    underWay.complete(null);
  }

  private synchronized @Nullable Call hanging() {
    return hanging;
  }

  private synchronized Reading<T> giveUp(Duration patience) {
    if (underWay.isDone()) {
      return Reading.unavailable("cannot read GPUs: no answer within " + patience);
    }
    Call call = trace.latest();
    if (hanging == null) {
      LOG.warn("{}: no GPU is read until it does", call);
      hanging = call;
    }
    return hangs(call);
  }

  private Reading<T> hangs(Call call) {
    return Reading.unavailable("cannot read GPUs: " + call);
  }

  /** Completes when the reading that is under way now, if any, is done with. */
  synchronized CompletableFuture<Void> whenIdle() {
    return underWay;
  }

  /** Takes no more readings, and runs a last task on the thread unless that hangs. */
  void close(Runnable last) {
    if (thread.isShutdown()) {
      return;
    }
    if (hanging() == null) {
      thread.execute(last);
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(deadline.get().toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn("{}: leaving it behind", trace.latest());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
