package org.dubnium.testbed.runpod.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dubnium.testbed.runpod.ContractCheck;
import org.dubnium.testbed.runpod.LogLine;
import org.dubnium.testbed.runpod.PodHost;
import org.dubnium.testbed.runpod.StandIn;
import org.dubnium.testbed.runpod.StandInSettings;

/** A stand-in for many threads, in which things also happen when nobody calls. */
final class Simulation implements AutoCloseable {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ShiftedClock clock = new ShiftedClock();
  private final StandIn standIn;
  private final Thread timekeeper;
  private boolean closed;

  Simulation(StandInSettings settings, long seed, PodHost host, ContractCheck check) {
    standIn = new StandIn(settings, clock, new SplittableRandom(seed), host, check);
    timekeeper = Thread.ofPlatform().name("timekeeper").start(this::keepTime);
  }

  /** Does something with the stand-in, alone, and lets others see what changed. */
  <T> T ask(Function<StandIn, T> question) {
    lock.lock();
    try {
      return question.apply(standIn);
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  /** The same without an answer. */
  void change(Consumer<StandIn> change) {
    ask(
        known -> {
          change.accept(known);
          return true;
        });
  }

  /** Sets the clock forward; everything that is due until then happens. */
  void advance(Duration time) {
    change(
        known -> {
          clock.advance(time);
          known.advance();
        });
  }

  Instant now() {
    return ask(_ -> clock.instant());
  }

  /** Waits for lines of a pod's log after a time; none when none came within the patience. */
  List<LogLine> awaitLog(String podId, Instant after, Duration patience)
      throws InterruptedException {
    lock.lock();
    try {
      long left = patience.toNanos();
      List<LogLine> lines = standIn.logAfter(podId, after);
      while (lines.isEmpty() && left > 0 && !closed) {
        left = changed.awaitNanos(left);
        lines = standIn.logAfter(podId, after);
      }
      return lines;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a pod is there. */
  boolean exists(String podId) {
    return ask(known -> known.status(podId).isPresent());
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      var _ = timekeeper.join(Duration.ofSeconds(5));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void keepTime() {
    lock.lock();
    try {
      while (!closed) {
        standIn.advance();
        Duration pause =
            standIn
                .nextChange()
                .map(next -> Duration.between(clock.instant(), next))
                .filter(wait -> wait.compareTo(LONGEST_PAUSE) < 0)
                .orElse(LONGEST_PAUSE);
        var _ = changed.await(Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
