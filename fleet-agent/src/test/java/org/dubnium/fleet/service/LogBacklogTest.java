package org.dubnium.fleet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dubnium.fleet.logs.LogEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogBacklogTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final LogBacklog backlog = new LogBacklog();

  private static LogEntry entry(String message) {
    return new LogEntry(
        Optional.empty(), OptionalInt.empty(), Optional.empty(), OptionalLong.empty(), message, "1");
  }

  private void add(int count, String message) {
    for (int i = 0; i < count; i++) {
      backlog.add(entry("%s%05d".formatted(message, i)));
    }
  }

  /** Every batch until the end. */
  private List<LogBatch> all() throws InterruptedException {
    List<LogBatch> all = new ArrayList<>();
    do {
      all.add(backlog.take(MINUTE));
    } while (all.getLast().end().isEmpty());
    return all;
  }

  @Test
  void linesComeInBatches() throws InterruptedException {
    add(2 * LogBacklog.MOST_LINES_AT_ONCE + 1, "line ");
    backlog.end("over");
    backlog.end("over twice");
    List<LogBatch> all = all();
    assertEquals(
        List.of(LogBacklog.MOST_LINES_AT_ONCE, LogBacklog.MOST_LINES_AT_ONCE, 1),
        all.stream().map(batch -> batch.entries().size()).toList());
    assertEquals("line 00000", all.getFirst().entries().getFirst().message());
    assertEquals("line 02000", all.getLast().entries().getFirst().message());
    assertEquals(Optional.of("over"), all.getLast().end());
  }

  @Test
  void whoIsTooSlowLosesTheOldest() throws InterruptedException {
    add(LogBacklog.MOST_MEMORY / entry("line 00000").memory() + 7, "line ");
    LogBatch first = backlog.take(MINUTE);
    assertEquals(7, first.lost());
    assertEquals("line 00007", first.entries().getFirst().message());
    assertEquals(0, backlog.take(MINUTE).lost());
  }

  @Test
  void longLinesAreBoundedByTheirLength() throws InterruptedException {
    add(1000, "x".repeat(LogEntry.LONGEST_MESSAGE - 10));
    backlog.end("over");
    List<LogBatch> all = all();
    long told = all.stream().mapToLong(batch -> batch.entries().size()).sum();
    int each = all.getFirst().entries().getFirst().memory();
    assertTrue(each > 2 * (LogEntry.LONGEST_MESSAGE - 10), () -> each + " bytes");
    assertTrue(told * each <= LogBacklog.MOST_MEMORY, () -> told + " lines");
    assertEquals(1000, told + all.getFirst().lost());
    assertTrue(all.size() > 1, "one batch for all");
  }

  @Test
  void nothingIsABatchToo() throws InterruptedException {
    assertTrue(backlog.take(Duration.ofMillis(1)).isEmpty());
    assertEquals(Optional.empty(), backlog.take(Duration.ofMillis(1)).end());
  }

  @Test
  void whoWaitsIsWokenByALineAndByTheEnd() throws Exception {
    CompletableFuture<List<LogBatch>> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return all();
              } catch (InterruptedException ended) {
                throw new IllegalStateException(ended);
              }
            });
    add(1, "line ");
    backlog.end("over");
    List<LogBatch> all = waiting.get(30, TimeUnit.SECONDS);
    assertEquals(1, all.stream().mapToInt(batch -> batch.entries().size()).sum());
  }
}
