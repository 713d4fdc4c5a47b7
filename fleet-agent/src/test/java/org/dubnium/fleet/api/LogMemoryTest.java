package org.dubnium.fleet.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.dubnium.fleet.logs.FakePodLogs;
import org.dubnium.fleet.logs.FakeReader;
import org.dubnium.fleet.logs.JournalReader;
import org.dubnium.fleet.service.LogClient;
import org.dubnium.fleet.service.Logs;
import org.dubnium.fleet.slurm.SlurmReading;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As many clients as may follow a log, none of which reads, take little of the agent's heap. */
@Timeout(120)
class LogMemoryTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int CLIENTS = 4;
  private static final int OF_EACH = 8;
  private static final int FOLLOWERS = CLIENTS * OF_EACH;

  /** An eighth of the heap that the agent is installed with. */
  private static final long MOST = 64 * 1024 * 1024;

  @TempDir private Path directory;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);

  /** What is left of one case would count as what was there before the next. */
  @AfterEach
  void stop() throws InterruptedException {
    over.countDown();
    threads.shutdownNow();
    assertTrue(threads.awaitTermination(1, TimeUnit.MINUTES));
  }

  /** A client that reads up to a byte of some value, and then no more. */
  private final class Unread extends OutputStream {

    private final char last;
    private final CountDownLatch stalled;

    Unread(char last, CountDownLatch stalled) {
      this.last = last;
      this.stalled = stalled;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      for (int i = from; i < from + count; i++) {
        if (bytes[i] == last) {
          stalled.countDown();
          hold();
        }
      }
    }
  }

  private void hold() throws IOException {
    try {
      assertTrue(over.await(1, TimeUnit.MINUTES));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IOException("over", ended);
    }
  }

  private static long used() {
    Runtime.getRuntime().gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /**
   * @param last what a client reads last: "~" is in every line that there is, "+" in every one that comes
   * @param text of each line, so many times
   */
  @ParameterizedTest
  @CsvSource({"~, x, 1", "~, x, 100", "~, ☂, 8000", "+, x, 1", "+, x, 100", "+, ☂, 8000"})
  void theyTakeLittle(char last, String text, int times) throws Exception {
    String message = text.repeat(times);
    // More than may be told at first, and more than may wait.
    int lines = Math.max(500, 1_000_000 / (times + 90));
    CountDownLatch told = new CountDownLatch(FOLLOWERS);
    CountDownLatch stalled = new CountDownLatch(FOLLOWERS);
    try (FakeReader reader =
        new FakeReader(
            directory.resolve("fleet-logs.sock"),
            (words, out) -> {
              boolean follow = words.getFirst().equals("follow");
              FakeReader.say(out, "ok \n");
              String entry = FakeReader.entry(1, (follow ? "+" : "~") + message);
              for (int i = 1; i <= lines; i++) {
                FakeReader.say(out, entry);
              }
              if (follow) {
                told.countDown();
                hold();
              }
            })) {
      JournalReader journal = reader.journal(MINUTE);
      Logs logs =
          new Logs(
              journal,
              reader.jobs(journal, MINUTE),
              new FakePodLogs(),
              () -> new SlurmReading.Absent("none"),
              List::of,
              threads);
      long before = used();
      for (int i = 0; i < FOLLOWERS; i++) {
        LogClient client = LogClient.trusted("client " + i % CLIENTS);
        LogEvents events =
            new LogEvents(logs, client, "vllm", logs.read(client, "vllm", Logs.MOST_LINES, Optional.empty()));
        threads.execute(() -> write(events, new Unread(last, stalled)));
      }
      assertTrue(told.await(1, TimeUnit.MINUTES), "a client holds up a reader");
      assertTrue(stalled.await(1, TimeUnit.MINUTES), "a client takes all");
      long after = used() - before;
      System.out.printf("%d MiB of heap for %d followers%n", after / (1024 * 1024), FOLLOWERS);
      assertTrue(after < MOST, () -> after + " bytes");
    }
  }

  private static void write(LogEvents events, OutputStream out) {
    try {
      events.write(out);
    } catch (IOException closed) {
      // The test is over.
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
