package org.dubnium.fleet.telemetry.scrape;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Time that passes when a test says so, and only while every thread that lives by it waits for it:
 * so all that was to happen by then has happened.
 */
final class FakeTime implements InstantSource, Pauses {

  private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

  /** One thread that waits. */
  private static final class Sleeper {
    private final Instant until;
    private boolean awake;

    private Sleeper(Instant until) {
      this.until = until;
    }
  }

  private final List<Sleeper> sleepers = new ArrayList<>();
  private Instant now = NodeReadings.START;
  private int pauses;

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized void pause(Duration time) throws InterruptedException {
    Sleeper sleeper = new Sleeper(now.plus(time));
    sleepers.add(sleeper);
    pauses++;
    notifyAll();
    try {
      while (!sleeper.awake) {
        wait();
      }
    } finally {
      sleepers.remove(sleeper);
      notifyAll();
    }
  }

  /** How many pauses have begun. */
  synchronized int pauses() {
    return pauses;
  }

  /** Waits until so many pauses have begun. */
  synchronized void awaitPauses(int count) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (pauses < count) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError(pauses + " pauses have begun, not " + count);
      }
      wait(left);
    }
  }

  /** Waits until so many threads wait. */
  synchronized void await(int threads) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (sleepers.stream().filter(sleeper -> !sleeper.awake).count() != threads) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError(sleepers.size() + " threads wait, not " + threads);
      }
      wait(left);
    }
  }

  /** Lets so much time pass, for so many threads, one after the other. */
  synchronized void pass(Duration time, int threads) throws InterruptedException {
    Instant end = now.plus(time);
    await(threads);
    while (true) {
      Sleeper next =
          sleepers.stream().min(Comparator.comparing(sleeper -> sleeper.until)).orElseThrow();
      if (next.until.isAfter(end)) {
        now = end;
        return;
      }
      now = next.until;
      next.awake = true;
      notifyAll();
      await(threads);
    }
  }
}
