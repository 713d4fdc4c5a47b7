package org.dubnium.fleet.slurm;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls Slurm, and keeps the last reading. Safe for use by many threads. */
public final class SlurmWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SlurmWatch.class);

  private final SlurmClient commands;
  private final Duration interval;
  private final Thread thread;
  private final boolean enabled;

  /** One thread reads at a time; others wait for its result. */
  private final ReentrantLock turn = new ReentrantLock();

  /** Counts the changes made here. */
  private final AtomicLong changes = new AtomicLong();

  /** How many of these changes the last reading may have seen; -1 before the first. */
  private volatile long seen = -1;

  private volatile SlurmReading last = new SlurmReading.Absent("not asked yet");

  private SlurmWatch(SlurmClient commands, Duration interval, boolean enabled) {
    this.commands = commands;
    this.interval = interval;
    this.enabled = enabled;
    this.thread = Thread.ofVirtual().name("slurm").unstarted(this::watch);
    if (enabled) {
      thread.start();
    } else {
      last = new SlurmReading.Absent("slurm.enabled is false");
      seen = Long.MAX_VALUE;
    }
  }

  /**
   * Begins to ask.
   *
   * @param enabled whether it is asked at all
   */
  public static SlurmWatch start(SlurmClient commands, Duration interval, boolean enabled) {
    return new SlurmWatch(commands, interval, enabled);
  }

  /** The last reading. */
  public SlurmReading last() {
    return last;
  }

  /** Whether Slurm is polled at all. */
  public boolean isEnabled() {
    return enabled;
  }

  /** A reading that includes all changes made here before the call. */
  public SlurmReading current() throws InterruptedException {
    long wanted = changes.get();
    if (seen < wanted) {
      turn.lockInterruptibly();
      try {
        if (seen < wanted) {
          read();
        }
      } finally {
        turn.unlock();
      }
    }
    return last;
  }

  /** Something was changed: the last reading is out of date. */
  public void changed() {
    var _ = changes.incrementAndGet();
  }

  private void read() throws InterruptedException {
    long before = changes.get();
    try {
      last = commands.read();
    } catch (RuntimeException defect) {
      // Not to be told for ever what was true once: the next reading may be a better one.
      LOG.error("a defect in reading Slurm", defect);
      last = new SlurmReading.Silent("cannot understand Slurm: " + defect + "; see the journal");
    }
    seen = before;
  }

  private void watch() {
    try {
      var _ = current();
      while (true) {
        Thread.sleep(interval);
        turn.lockInterruptibly();
        try {
          read();
        } finally {
          turn.unlock();
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
