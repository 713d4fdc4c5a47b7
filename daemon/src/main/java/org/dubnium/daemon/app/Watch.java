package org.dubnium.daemon.app;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the host whenever it changes, and every so often. */
final class Watch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  /** Changes come in bursts; one look after the burst sees them all. */
  private static final Duration QUIET = Duration.ofMillis(100);

  /** A look takes seconds at most; one that takes longer than this has died. */
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

  private final Supplier<Optional<Duration>> look;
  private final Duration interval;
  private final Semaphore changes = new Semaphore(0);
  private final Thread thread;
  private volatile long lastLook = System.nanoTime();

  /**
   * @param look answers after what time it wants to be called again, if that is not all the same
   * @param interval longest time between two looks
   */
  Watch(Supplier<Optional<Duration>> look, Duration interval) {
    this.look = look;
    this.interval = interval;
    this.thread = Thread.ofPlatform().name("watch").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** The host has changed. */
  void wake() {
    changes.release();
  }

  /** Whether the host is still being looked at. */
  boolean isAlive() {
    return System.nanoTime() - lastLook < interval.plus(LONGEST_LOOK).toNanos();
  }

  private void run() {
    try {
      Duration pause = interval;
      while (true) {
        if (changes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          awaitEndOfBurst();
        }
        pause = look.get().filter(sooner -> sooner.compareTo(interval) < 0).orElse(interval);
        lastLook = System.nanoTime();
      }
    } catch (InterruptedException ended) {
      LOG.debug("no longer looking at the host");
    }
  }

  /** A burst that does not end is cut off: what is shown must not grow old. */
  private void awaitEndOfBurst() throws InterruptedException {
    for (int burst = 0; burst < 10; burst++) {
      if (!changes.tryAcquire(QUIET.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      changes.drainPermits();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
