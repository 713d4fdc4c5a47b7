package org.dubnium.fleet.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a stand-in for the program behind the socket. */
@Timeout(60)
class JobOutputReaderTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path directory;

  private String answer = "";
  private FakeReader machine;
  private FakeReader reader;
  private JobOutputReader jobs;

  @BeforeEach
  void begin() throws IOException {
    machine = FakeReader.machine(directory.resolve("fleet-logs.sock"), 0);
    reader =
        new FakeReader(
            directory.resolve("fleet-job-output.sock"), (words, out) -> FakeReader.say(out, answer));
    jobs = reader.jobs(machine.journal(MINUTE), MINUTE);
  }

  @AfterEach
  void end() throws IOException {
    machine.close();
    reader.close();
  }

  @Test
  void linesAreAsTheyArePrinted() throws Exception {
    answer = "ok 19\none\n\u001b[1mtwo\rö\nthree";
    LogExcerpt excerpt = jobs.read("17", 10, Optional.empty(), OptionalLong.empty());
    assertEquals(
        List.of("one", "\u001b[1mtwo\rö", "three"),
        excerpt.entries().stream().map(LogEntry::message).toList());
    assertEquals("19", excerpt.position());
    assertTrue(excerpt.entries().getFirst().at().isEmpty());
    assertEquals(List.of("read job=17 lines=11"), reader.requests);
    assertTrue(jobs.read("17", 2, Optional.empty(), OptionalLong.empty()).truncated());
  }

  @Test
  void positionsAreBytes() throws Exception {
    answer = "ok 100\nab\nö\n";
    LogStream stream = jobs.follow("17", "100", OptionalLong.empty());
    assertEquals("103", stream.next().orElseThrow().position());
    assertEquals("106", stream.next().orElseThrow().position());
    assertTrue(stream.next().isEmpty());
    stream.close();
    assertEquals(List.of("follow job=17 position=100"), reader.requests);
  }

  @Test
  void whoMayNotReadTheJournalReadsNoJobEither() {
    answer = "ok 0\n";
    for (OperationException refused :
        List.of(
            assertThrows(
                OperationException.class,
                () -> jobs.read("17", 1, Optional.empty(), OptionalLong.of(1000))),
            assertThrows(
                OperationException.class, () -> jobs.follow("17", "0", OptionalLong.of(1000))))) {
      assertEquals(Kind.FORBIDDEN, refused.kind());
    }
    assertEquals(List.of(), reader.requests);
  }

  @Test
  void anAnswerWithoutAPositionIsNone() {
    answer = "ok \nx\n";
    assertEquals(
        Kind.UNAVAILABLE,
        assertThrows(
                OperationException.class,
                () -> jobs.read("17", 1, Optional.empty(), OptionalLong.empty()))
            .kind());
  }

  @Test
  void aLongLineIsCut() throws Exception {
    answer = "ok 9\n" + "x".repeat(100_000) + "\nnext\n";
    List<LogEntry> entries =
        jobs.read("17", 5, Optional.empty(), OptionalLong.empty()).entries();
    assertEquals(LogEntry.LONGEST_MESSAGE, entries.getFirst().message().length());
    assertEquals("next", entries.getLast().message());
  }
}
