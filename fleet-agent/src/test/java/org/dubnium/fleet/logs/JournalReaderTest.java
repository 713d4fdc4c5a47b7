package org.dubnium.fleet.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** With a stand-in for the program behind the socket. */
@Timeout(60)
class JournalReaderTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path directory;

  private Path socket() {
    return directory.resolve("fleet-logs.sock");
  }

  private static List<String> messages(LogExcerpt excerpt) {
    return excerpt.entries().stream().map(LogEntry::message).toList();
  }

  private static void fails(Kind kind, String why, Executable reading) {
    OperationException failure = assertThrows(OperationException.class, reading);
    String message = String.valueOf(failure.getMessage());
    assertEquals(kind, failure.kind(), message);
    assertTrue(message.startsWith("cannot ") && message.contains(why), message);
  }

  @Test
  void logsAreListed() throws Exception {
    try (FakeReader reader = FakeReader.machine(socket(), 0)) {
      assertEquals(
          List.of(
              new LogInfo("kernel", LogInfo.Kind.KERNEL, "Kernel"),
              new LogInfo("vllm", LogInfo.Kind.UNITS, "Model server")),
          reader.journal(MINUTE).list());
    }
  }

  @Test
  void theLastLinesAreReadTheOldestFirst() throws Exception {
    try (FakeReader reader = FakeReader.machine(socket(), 5)) {
      JournalReader journal = reader.journal(MINUTE);
      LogExcerpt two = journal.read("vllm", 2, Optional.empty(), OptionalLong.empty());
      assertEquals(List.of("line 4", "line 5"), messages(two));
      assertTrue(two.truncated());
      assertEquals(FakeReader.CURSOR + "5", two.position());
      LogExcerpt five = journal.read("vllm", 5, Optional.empty(), OptionalLong.empty());
      assertEquals(5, five.entries().size());
      assertFalse(five.truncated());
      assertEquals(
          List.of(), messages(journal.read("vllm", 0, Optional.empty(), OptionalLong.empty())));
    }
  }

  @Test
  void whatIsAskedForReachesTheProgram() throws Exception {
    try (FakeReader reader = new FakeReader(socket(), (words, out) -> FakeReader.say(out, "ok \n"))) {
      JournalReader journal = reader.journal(MINUTE);
      Instant since = Instant.parse("2026-11-21T12:00:00.000001Z");
      LogExcerpt excerpt = journal.read("kernel", 10, Optional.of(since), OptionalLong.of(7));
      assertTrue(LogPositions.isOne(excerpt.position()));
      journal.follow("kernel", "s=1;i=2", OptionalLong.of(7)).close();
      journal.requireReader(7);
      assertEquals(
          List.of(
              "read log=kernel uid=7 lines=11 since=1795262400000001",
              "follow log=kernel uid=7 position=s=1;i=2",
              "check uid=7"),
          reader.requests);
    }
  }

  @Test
  void refusalsAreTold() throws Exception {
    try (FakeReader reader =
        new FakeReader(
            socket(),
            (words, out) -> FakeReader.say(out, words.get(1).replaceFirst("log=", "") + " cannot do it, for a reason\n"))) {
      JournalReader journal = reader.journal(MINUTE);
      for (Kind kind : List.of(Kind.NOT_FOUND, Kind.FORBIDDEN)) {
        String word = kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        fails(kind, "for a reason", () -> journal.read(word, 1, Optional.empty(), OptionalLong.empty()));
      }
      fails(Kind.UNAVAILABLE, "for a reason", () -> journal.follow("failed", "1", OptionalLong.empty()));
      fails(Kind.UNAVAILABLE, "fleet-logs.socket", () -> journal.follow("nonsense", "1", OptionalLong.empty()));
    }
  }

  @Test
  void aReaderThatIsNotThere() {
    fails(
        Kind.UNAVAILABLE,
        "systemctl status fleet-logs.socket",
        () -> new JournalReader(socket(), MINUTE, Runnable::run, InstantSource.system()).list());
  }

  @Test
  void oneThatIsSilentIsNotWaitedFor() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (FakeReader reader =
        new FakeReader(
            socket(),
            (words, out) -> {
              if (words.getFirst().equals("read")) {
                FakeReader.say(out, "ok \n");
              }
              await(over);
            })) {
      JournalReader journal = reader.journal(Duration.ofMillis(200));
      fails(Kind.UNAVAILABLE, "did not answer", journal::list);
      fails(
          Kind.UNAVAILABLE,
          "did not answer",
          () -> journal.read("vllm", 1, Optional.empty(), OptionalLong.empty()));
      over.countDown();
    }
  }

  private static void await(CountDownLatch over) {
    try {
      assertTrue(over.await(1, TimeUnit.MINUTES));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void followingGoesOnUntilItIsClosed() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (FakeReader reader =
        new FakeReader(
            socket(),
            (words, out) -> {
              FakeReader.say(out, "ok \n" + FakeReader.entry(1, "one"));
              try {
                while (true) {
                  out.write(FakeReader.entry(2, "more").getBytes(java.nio.charset.StandardCharsets.UTF_8));
                }
              } finally {
                gone.countDown();
              }
            })) {
      LogStream stream = reader.journal(MINUTE).follow("vllm", "1", OptionalLong.empty());
      assertEquals("one", stream.next().orElseThrow().message());
      assertEquals("more", stream.next().orElseThrow().message());
      stream.close();
      assertThrows(IOException.class, () -> readOn(stream));
      assertTrue(gone.await(1, TimeUnit.MINUTES));
    }
  }

  private static void readOn(LogStream stream) throws IOException {
    while (stream.next().isPresent()) {
      // What came before the end.
    }
  }

  /** As a program may write to the journal: more than the heap of this test could take twice. */
  @Test
  void aLineOfAGigabyteIsCutAndTheNextIsRead() throws Exception {
    byte[] piece = new byte[1 << 20];
    Arrays.fill(piece, (byte) 'x');
    try (FakeReader reader =
        new FakeReader(
            socket(),
            (words, out) -> {
              FakeReader.say(out, "ok \n");
              String entry = FakeReader.entry(1, "");
              FakeReader.say(out, entry.substring(0, entry.length() - 3));
              for (int i = 0; i < 1024; i++) {
                out.write(piece);
              }
              FakeReader.say(out, "\"}\n" + FakeReader.entry(2, "next"));
            })) {
      LogStream stream = reader.journal(MINUTE).follow("vllm", "1", OptionalLong.empty());
      LogEntry first = stream.next().orElseThrow();
      assertEquals(LogEntry.LONGEST_MESSAGE, first.message().length());
      assertEquals(17, first.pid().orElseThrow());
      assertEquals("next", stream.next().orElseThrow().message());
      stream.close();
    }
  }

  @Test
  void veryManyLongLinesAreNotKeptAll() throws Exception {
    String entry = FakeReader.entry(1, "x".repeat(8000));
    try (FakeReader reader = new FakeReader(socket(), (words, out) -> tellForEver(out, entry))) {
      LogExcerpt excerpt =
          reader.journal(MINUTE).read("vllm", 10_000, Optional.empty(), OptionalLong.empty());
      assertTrue(excerpt.truncated());
      assertEquals(LogExcerpt.MOST_CHARACTERS / 8000, excerpt.entries().size());
    }
  }

  private static void tellForEver(OutputStream out, String entry) throws IOException {
    FakeReader.say(out, "ok \n");
    while (true) {
      FakeReader.say(out, entry);
    }
  }
}
