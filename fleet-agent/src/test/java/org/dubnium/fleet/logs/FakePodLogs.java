package org.dubnium.fleet.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Logs of pods that have one line each: the slot that was asked for. */
public final class FakePodLogs implements LogReader {

  /** What was asked, in order. */
  public final List<String> requests = new ArrayList<>();

  private static LogEntry line(String slot) {
    return new LogEntry(
        Optional.empty(), OptionalInt.empty(), Optional.empty(), OptionalLong.empty(), slot, "1");
  }

  @Override
  public LogExcerpt read(String slot, int lines, Optional<Instant> since, OptionalLong uid) {
    requests.add("read " + slot);
    return new LogExcerpt(List.of(line(slot)), false, "1");
  }

  @Override
  public LogStream follow(String slot, String position, OptionalLong uid) {
    requests.add("follow " + slot + " " + position);
    List<LogEntry> left = new ArrayList<>(List.of(line(slot)));
    return new LogStream() {
      @Override
      public Optional<LogEntry> next() {
        return left.isEmpty() ? Optional.empty() : Optional.of(left.removeFirst());
      }

      @Override
      public void close() {}
    };
  }
}
