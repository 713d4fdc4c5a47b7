package org.dubnium.fleet.service;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dubnium.fleet.logs.LogEntry;

/**
 * A bounded queue of lines between the reader of a log and a client, which takes at most ten batches a second. A
 * client that is too slow loses the oldest, and is told how many.
 */
final class LogBacklog {

  /** Bytes of heap that the lines take at most which wait. */
  static final int MOST_MEMORY = 768 * 1024;

  /** Lines of a batch at most. */
  static final int MOST_LINES_AT_ONCE = 1_000;

  /** Bytes of heap after which a batch takes no further line. */
  private static final int MEMORY_AT_ONCE = 512 * 1024;

  private static final long PACE = TimeUnit.MILLISECONDS.toNanos(100);

  private final Deque<LogEntry> entries = new ArrayDeque<>();
  private int memory;
  private long lost;
  private Optional<String> end = Optional.empty();
  private long earliest = System.nanoTime();

  synchronized void add(LogEntry entry) {
    entries.addLast(entry);
    memory += entry.memory();
    while (memory > MOST_MEMORY) {
      var _ = removeFirst();
      lost++;
    }
    notifyAll();
  }

  /** Ends the queue behind the lines that it has. The first reason counts. */
  synchronized void end(String why) {
    if (end.isEmpty()) {
      end = Optional.of(why);
      notifyAll();
    }
  }

  /**
   * Waits for something, or for that long; returns it when a batch may be sent. The end comes after all
   * lines.
   */
  synchronized LogBatch take(Duration most) throws InterruptedException {
    // What is written meanwhile is sent at once.
    while (end.isEmpty() && rest(earliest) > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, rest(earliest));
    }
    long deadline = System.nanoTime() + most.toNanos();
    while (entries.isEmpty() && end.isEmpty() && rest(deadline) > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, rest(deadline));
    }
    earliest = System.nanoTime() + PACE;
    long before = lost;
    lost = 0;
    List<LogEntry> batch = batch();
    return new LogBatch(before, batch, entries.isEmpty() ? end : Optional.empty());
  }

  private static long rest(long time) {
    return time - System.nanoTime();
  }

  private List<LogEntry> batch() {
    List<LogEntry> batch = new ArrayList<>();
    int taken = 0;
    while (!entries.isEmpty() && batch.size() < MOST_LINES_AT_ONCE && taken < MEMORY_AT_ONCE) {
      LogEntry entry = removeFirst();
      taken += entry.memory();
      batch.add(entry);
    }
    return batch;
  }

  private LogEntry removeFirst() {
    LogEntry entry = entries.removeFirst();
    memory -= entry.memory();
    return entry;
  }
}
