package org.dubnium.daemon.app;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.dubnium.daemon.engine.Engine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the shown state current: observes when the host changes, and every so often. */
final class Watch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final Engine engine;
  private final Duration interval;
  private final Semaphore changes = new Semaphore(0);
  private final Thread thread;
  private volatile boolean ended;

  Watch(Engine engine, Duration interval) {
    this.engine = engine;
    this.interval = interval;
    this.thread = Thread.ofPlatform().name("watch").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** The host has changed. Many changes at once are one look. */
  void wake() {
    changes.release();
  }

  private void run() {
    while (!ended) {
      try {
        boolean woken = changes.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS);
        int more = changes.drainPermits();
        LOG.debug("looking at the host: {} changes", more + (woken ? 1 : 0));
      } catch (InterruptedException stopped) {
        return;
      }
      engine.refresh();
    }
  }

  @Override
  public void close() {
    ended = true;
    thread.interrupt();
  }
}
