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
 * Lines between who reads a log and a client that fetches them in batches, at most ten in a second. A
 * client that is too slow loses the oldest, and is told how many.
 */
final class LogBacklog {

  /** Lines and characters that wait at most. */
  static final int MOST_LINES = 10_000;

  static final int MOST_CHARACTERS = 1_000_000;

  /** Lines and characters of a batch at most; one line alone may have more. */
  static final int MOST_LINES_AT_ONCE = 1_000;

  private static final int MOST_CHARACTERS_AT_ONCE = 256 * 1024;
  private static final long PACE = TimeUnit.MILLISECONDS.toNanos(100);

  private final Deque<LogEntry> entries = new ArrayDeque<>();
  private int characters;
  private long lost;
  private Optional<String> end = Optional.empty();
  private long earliest = System.nanoTime();

  synchronized void add(LogEntry entry) {
    entries.addLast(entry);
    characters += size(entry);
    while (entries.size() > MOST_LINES || characters > MOST_CHARACTERS) {
      var _ = removeFirst();
      lost++;
    }
    notifyAll();
  }

  /** Nothing more comes. The first reason counts. */
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
    int size = 0;
    while (!entries.isEmpty() && batch.size() < MOST_LINES_AT_ONCE && size < MOST_CHARACTERS_AT_ONCE) {
      LogEntry entry = removeFirst();
      size += size(entry);
      batch.add(entry);
    }
    return batch;
  }

  private LogEntry removeFirst() {
    LogEntry entry = entries.removeFirst();
    characters -= size(entry);
    return entry;
  }

  /** An empty line takes memory too. */
  private static int size(LogEntry entry) {
    return entry.message().length() + 16;
  }
}
