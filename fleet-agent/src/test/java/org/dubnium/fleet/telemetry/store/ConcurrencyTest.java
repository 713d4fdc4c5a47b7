package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {

  private static final int ROUNDS = 1_000;
  private static final int READERS = 6;

  @TempDir private Path directory;
  private final Fleet fleet = new Fleet();

  /** At no moment is a reading missing, or counted twice: not while it is sealed or merged. */
  @Test
  void readersSeeEachRoundOnceWhileOthersAreWritten() throws Exception {
    AtomicInteger kept = new AtomicInteger();
    CountDownLatch ready = new CountDownLatch(READERS);
    try (SqliteHistory history = fleet.open(directory.resolve("telemetry.db"));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  return read(history, kept);
                }));
      }
      assertTrue(ready.await(60, TimeUnit.SECONDS));
      for (int round = 0; round < ROUNDS; round++) {
        fleet.temperatures(history, 1);
        kept.incrementAndGet();
      }
      for (Future<Integer> reader : readers) {
        assertEquals(ROUNDS, reader.get(120, TimeUnit.SECONDS));
      }
    }
  }

  private static int read(SqliteHistory history, AtomicInteger kept) throws Exception {
    int seen = 0;
    while (seen < ROUNDS) {
      int atLeast = kept.get();
      seen = Fleet.temperatures(history).size();
      assertTrue(seen >= atLeast, atLeast + " were kept, and " + seen + " are seen");
      assertTrue(seen <= kept.get() + 1);
      assertMinutesAreWhole(history, kept);
    }
    return seen;
  }

  /** Ones alone have no other mean, and as many minutes as there were. */
  private static void assertMinutesAreWhole(SqliteHistory history, AtomicInteger kept)
      throws Exception {
    int atLeast = kept.get();
    List<Point> minutes =
        Fleet.temperatures(history, Instant.MIN, Instant.MAX, Duration.ofMinutes(1));
    assertTrue(minutes.size() >= (atLeast + 5) / 6);
    for (Point minute : minutes) {
      assertEquals(1, minute.average());
    }
  }
}
