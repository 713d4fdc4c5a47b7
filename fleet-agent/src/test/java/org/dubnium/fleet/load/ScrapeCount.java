package org.dubnium.fleet.load;

import java.util.HashMap;
import java.util.Map;

/** Counts who asked for which node, and who did not in time. */
final class ScrapeCount {

  /** A reading is late by a tenth as a matter of course, and by no more than this. */
  private static final double LATEST = 1.6;

  private final long interval;
  private final Map<String, Long> last = new HashMap<>();
  private long scrapes;
  private long missed;
  private long longest;

  /**
   * Nothing yet.
   *
   * @param interval nanoseconds from one reading to the next
   */
  ScrapeCount(long interval) {
    this.interval = interval;
  }

  synchronized void scraped(String node, long now) {
    Long before = last.put(node, now);
    scrapes++;
    if (before != null) {
      missed += missed(now - before);
      longest = Math.max(longest, now - before);
    }
  }

  private long missed(long gap) {
    return gap <= interval * LATEST ? 0 : Math.max(1, Math.round((double) gap / interval) - 1);
  }

  /** Begins anew; who was last asked for when is not forgotten. */
  synchronized void clear() {
    scrapes = 0;
    missed = 0;
    longest = 0;
  }

  /** What was counted; nodes that are waited for in vain right now count too. */
  synchronized Map<String, Object> told(long now) {
    long overdue = last.values().stream().mapToLong(time -> missed(now - time)).sum();
    return Map.of(
        "nodes", last.size(),
        "scrapes", scrapes,
        "missed", missed + overdue,
        "longestGapMillis", longest / 1_000_000);
  }
}
