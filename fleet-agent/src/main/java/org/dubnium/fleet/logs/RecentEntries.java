package org.dubnium.fleet.logs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest entries of a log, bounded in lines and in characters. */
final class RecentEntries {

  private final Deque<LogEntry> entries = new ArrayDeque<>();
  private final int most;
  private int characters;
  private boolean truncated;

  RecentEntries(int most) {
    this.most = most;
  }

  /** Adds one that is newer than all. */
  void addNewest(LogEntry entry) {
    entries.addLast(entry);
    characters += entry.message().length();
    while (isTooMuch()) {
      characters -= entries.removeFirst().message().length();
      truncated = true;
    }
  }

  /**
   * Adds one that is older than all.
   *
   * @return whether there is room for more
   */
  boolean addOldest(LogEntry entry) {
    entries.addFirst(entry);
    characters += entry.message().length();
    if (isTooMuch()) {
      characters -= entries.removeFirst().message().length();
      truncated = true;
    }
    return !truncated;
  }

  private boolean isTooMuch() {
    return entries.size() > most || characters > LogExcerpt.MOST_CHARACTERS;
  }

  /** The entries so far, as an excerpt. */
  LogExcerpt excerpt(String position) {
    return new LogExcerpt(List.copyOf(entries), truncated, position);
  }

  /** Where the newest is; that position if there is none. */
  String positionOr(String none) {
    return entries.isEmpty() ? none : entries.getLast().position();
  }
}
