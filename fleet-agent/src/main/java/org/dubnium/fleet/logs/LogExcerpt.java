package org.dubnium.fleet.logs;

import java.util.List;

/**
 * The last lines of a log.
 *
 * @param entries the oldest first
 * @param truncated whether there are earlier ones, as far as they were asked for
 * @param position behind the last of them, from which the log can be followed
 */
public record LogExcerpt(List<LogEntry> entries, boolean truncated, String position) {

  /** The most characters of all messages: of more lines the oldest are left out. */
  static final int MOST_CHARACTERS = 2_000_000;

  public LogExcerpt {
    entries = List.copyOf(entries);
  }

  /** The newest of these lines that take so many bytes of heap at most. */
  public LogExcerpt newest(int memory) {
    int from = entries.size();
    int left = memory;
    while (from > 0 && entries.get(from - 1).memory() <= left) {
      from--;
      left -= entries.get(from).memory();
    }
    return new LogExcerpt(entries.subList(from, entries.size()), truncated || from > 0, position);
  }
}
