package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.dubnium.fleet.telemetry.HistoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections and turns: what a file needs that is in use for months, by many. */
class SqliteUpkeepTest {

  @TempDir private Path directory;
  private final Fleet fleet = new Fleet();

  private Path file() {
    return directory.resolve("in-use/telemetry.db");
  }

  private SqliteHistory open() throws HistoryException, IOException {
    Files.createDirectories(file().getParent());
    return fleet.open(file());
  }

  private static <T> T elsewhere(Callable<T> task) throws Exception {
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = other.submit(task);
      try {
        return done.get(1, TimeUnit.MINUTES);
      } finally {
        other.shutdownNow();
      }
    }
  }

  private void keepElsewhere(SqliteHistory history, double value) throws Exception {
    elsewhere(
        () -> {
          fleet.temperatures(history, value);
          return value;
        });
  }

  @Test
  void whoeverWritesAndEndsGivesWayToOthers() throws Exception {
    SqliteHistory history = open();
    fleet.temperatures(history, 1);
    keepElsewhere(history, 2);
    fleet.temperatures(history, 3);
    assertArrayEquals(
        new double[] {1, 2, 3}, Fleet.values(elsewhere(() -> Fleet.temperatures(history))));
    history.close();
    ExecutionException refused =
        assertThrows(ExecutionException.class, () -> keepElsewhere(history, 4));
    assertTrue(refused.getCause() instanceof HistoryException, refused.toString());
    elsewhere(
        () -> {
          history.close();
          return true;
        });
  }

  private long descriptors() throws IOException {
    long count = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : all) {
        try {
          count += Files.readSymbolicLink(descriptor).startsWith(file().getParent()) ? 1 : 0;
        } catch (NoSuchFileException e) {
          // It was this directory's own.
        }
      }
    }
    return count;
  }

  /** A page that is open all day asks every few seconds. */
  @Test
  void questionsLeaveNoConnectionBehind() throws Exception {
    try (SqliteHistory history = open()) {
      fleet.temperatures(history, Fleet.many(300));
      Fleet.temperatures(history);
      long before = descriptors();
      for (int i = 0; i < 20; i++) {
        assertEquals(300, Fleet.temperatures(history).size());
      }
      assertEquals(before, descriptors());
    }
    assertEquals(0, descriptors());
  }

  /** The directory is away for a while, as where a mount is lost, just when a new file must be begun. */
  @Test
  void aNewFileThatCannotBeBegunIsBegunLater() throws Exception {
    try (SqliteHistory history = open()) {
      fleet.temperatures(history, Fleet.many(500));
    }
    Path away = directory.resolve("away");
    try (SqliteHistory history = open()) {
      damage();
      Files.move(file().getParent(), away);
      assertThrows(
          HistoryException.class, () -> fleet.temperatures(history, Fleet.many(1_000)));
      HistoryException still =
          assertThrows(HistoryException.class, () -> fleet.temperatures(history, 1));
      assertTrue(
          String.valueOf(still.getMessage()).startsWith("cannot keep telemetry in " + file()));
      HistoryException unread =
          assertThrows(HistoryException.class, () -> Fleet.temperatures(history));
      assertTrue(
          String.valueOf(unread.getMessage()).startsWith("cannot read the telemetry in " + file()));
      Files.move(away, file().getParent());
      fleet.temperatures(history, 7, 8);
      assertArrayEquals(new double[] {7, 8}, Fleet.values(Fleet.temperatures(history)));
    }
    try (SqliteHistory history = open()) {
      assertEquals(2, Fleet.temperatures(history).size());
    }
  }

  private void damage() throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
      byte[] garbage = new byte[(int) bytes.length() - 16_384];
      Arrays.fill(garbage, (byte) 0xa5);
      bytes.seek(16_384);
      bytes.write(garbage);
    }
  }
}
