package org.dubnium.fleet.api;

import java.util.List;
import java.util.Locale;
import org.dubnium.fleet.logs.LogEntry;
import org.dubnium.fleet.logs.LogInfo;
import org.jspecify.annotations.Nullable;

/** The JSON of the API about logs. */
final class LogJson {

  private LogJson() {}

  /** Every log. */
  record Logs(List<Log> logs) {
    static Logs of(List<LogInfo> logs) {
      return new Logs(logs.stream().map(Log::of).toList());
    }
  }

  /**
   * A log.
   *
   * @param kind {@code units}, {@code kernel}, {@code job} or {@code pod}; {@code invalid}: the title says what is wrong
   */
  record Log(String name, String kind, String title) {
    private static Log of(LogInfo log) {
      return new Log(log.name(), log.kind().name().toLowerCase(Locale.ROOT), log.title());
    }
  }

  /**
   * A line.
   *
   * @param at ISO 8601
   */
  record Line(
      @Nullable String at,
      @Nullable Integer priority,
      @Nullable String identifier,
      @Nullable Long pid,
      String message) {

    static Line of(LogEntry entry) {
      return new Line(
          entry.at().map(Object::toString).orElse(null),
          entry.priority().isPresent() ? entry.priority().getAsInt() : null,
          entry.identifier().orElse(null),
          entry.pid().isPresent() ? entry.pid().getAsLong() : null,
          entry.message());
    }

    static List<Line> of(List<LogEntry> entries) {
      return entries.stream().map(Line::of).toList();
    }
  }

  /**
   * The last lines of a log.
   *
   * @param truncated whether there are earlier ones
   */
  record Excerpt(String name, List<Line> entries, boolean truncated) {}

  /**
   * Lines that were added.
   *
   * @param lost lines before these that were left out, as the client was too slow
   */
  record Added(List<Line> entries, long lost) {}

  /** Messages alone, in the form of the GPU Watchdog backend. */
  record Messages(List<String> logs) {
    static Messages of(List<LogEntry> entries) {
      return new Messages(entries.stream().map(LogEntry::message).toList());
    }
  }

  /**
   * The end of a stream.
   *
   * @param reason why the log cannot be followed; empty if it can, and is to be asked for again
   */
  record End(String reason) {}
}
