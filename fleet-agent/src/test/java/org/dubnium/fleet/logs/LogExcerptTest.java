package org.dubnium.fleet.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogExcerptTest {

  private static LogEntry entry(String message) {
    return new LogEntry(
        Optional.empty(), OptionalInt.empty(), Optional.of("vllm"), OptionalLong.empty(), message, "7");
  }

  /** Room for a number of entries and some bytes more or less. */
  @ParameterizedTest
  @CsvSource({"3, 0, a b c, false", "3, -1, b c, true", "2, 1, b c, true", "1, 0, c, true", "0, 1, '', true"})
  void theNewestLinesAreKeptThatFit(int entries, int more, String kept, boolean truncated) {
    List<LogEntry> all = Stream.of("a", "b", "c").map(LogExcerptTest::entry).toList();
    LogExcerpt newest =
        new LogExcerpt(all, false, "9").newest(entries * entry("a").memory() + more);
    assertEquals(kept, String.join(" ", newest.entries().stream().map(LogEntry::message).toList()));
    assertEquals(truncated, newest.truncated());
    assertEquals("9", newest.position());
  }
}
