package org.dubnium.daemon.adapter.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.OpenRequest;
import org.dubnium.daemon.json.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history is found without reading the log, and is told right whatever became of the index. */
class AuditIndexTest {

  /** As long as years of use, or a flood, leave it. */
  private static final int LONG = 100_000;

  /** Many syncs: in memory, where they cost nothing. */
  @TempDir(factory = InMemory.class)
  Path directory;

  private AuditLogFixture fixture() {
    return new AuditLogFixture(directory);
  }

  private Path index() {
    return new AuditFiles(directory).index();
  }

  private static FinishedTransition transition(int number) {
    FinishedTransition sample = Samples.finished();
    return new FinishedTransition(
        sample.id(),
        sample.request(),
        sample.from(),
        sample.last(),
        sample.condition(),
        sample.outcome(),
        sample.reason(),
        sample.startedAt(),
        sample.finishedAt().plusSeconds(number));
  }

  private static AuditEntry requested() {
    return new AuditEntry(
        AuditEvent.REQUESTED,
        Optional.of(Samples.ID),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(AuditEntry.REQUEST, Samples.request()));
  }

  private void write(AuditEntry... entries) throws IOException {
    try (FileAuditLog log = fixture().open()) {
      for (AuditEntry entry : entries) {
        log.append(entry);
      }
    }
  }

  /** Bytes that this process has read so far, proc(5). */
  private static long read() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/io")).stream()
        .filter(line -> line.startsWith("rchar: "))
        .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
        .sum();
  }

  /** A log of many megabytes after what is there, as the log itself would have written it. */
  private long makeLong() throws IOException {
    ChainHead head = new HeadFile(fixture().head()).read().orElseThrow();
    long length = 0;
    try (OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(
                fixture().current(), java.nio.file.StandardOpenOption.APPEND))) {
      for (int i = 0; i < LONG; i++) {
        byte[] line = AuditLine.encode(head, Samples.NOW, held(i));
        head = AuditLine.head(head, line);
        out.write(line);
        out.write('\n');
        length += line.length + 1;
      }
    }
    new HeadFile(fixture().head()).write(head);
    return length;
  }

  private static AuditEntry held(int number) {
    return new AuditEntry(
        AuditEvent.HELD,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("\"event\":\"finished\" " + "x".repeat(200)),
        Optional.empty(),
        Map.of("number", number));
  }

  @Test
  void aLongLogIsNotReadForItsHistoryNorForItsEnd() throws IOException {
    write(AuditEntry.finished(transition(1)), requested());
    long length = makeLong();
    assertTrue(length > 40L << 20, "long: " + length);

    long before = read();
    try (FileAuditLog log = fixture().open()) {
      assertEquals(List.of(transition(1)), log.transitions(1000));
      assertEquals(Optional.of(Samples.request()), log.openRequest().map(OpenRequest::request));
      log.append(AuditEntry.finished(transition(2)));
      assertEquals(List.of(transition(2), transition(1)), log.transitions(1000));
      assertEquals(Optional.empty(), log.openRequest());
    }
    long took = read() - before;
    assertTrue(took < AuditScan.CATCH_UP + (4 << 20), "read " + took + " of " + length);
  }

  @Test
  void whatTheIndexMissesIsFoundInTheLog() throws IOException {
    write(AuditEntry.finished(transition(1)));
    byte[] old = Files.readAllBytes(index());
    write(requested(), AuditEntry.finished(transition(2)), requested());
    Files.write(index(), old);

    try (FileAuditLog log = fixture().open()) {
      assertEquals(List.of(transition(2), transition(1)), log.transitions(10));
      assertTrue(log.openRequest().isPresent());
      log.append(AuditEntry.finished(transition(3)));
      assertEquals(3, log.transitions(10).size());
    }
    try (FileAuditLog log = fixture().open()) {
      assertEquals(3, log.transitions(10).size());
    }
  }

  @Test
  void anIndexThatIsGoneOrBrokenIsMadeAnew() throws IOException {
    write(AuditEntry.finished(transition(1)), AuditEntry.finished(transition(2)));
    for (String broken : List.of("", "x", "0".repeat(44), Files.readString(index()).repeat(2))) {
      Files.writeString(index(), broken);
      try (FileAuditLog log = fixture().open()) {
        assertEquals(List.of(transition(2), transition(1)), log.transitions(10), broken);
      }
    }
    Files.delete(index());
    write(AuditEntry.finished(transition(3)));
    try (FileAuditLog log = fixture().open()) {
      assertEquals(3, log.transitions(10).size());
    }
    assertEquals(3L * AuditMark.LENGTH, Files.size(index()));
  }

  @Test
  void anIndexThatKnowsMoreThanTheLogIsNotBelieved() throws IOException {
    write(AuditEntry.finished(transition(1)), AuditEntry.finished(transition(2)));
    List<String> lines = fixture().lines();
    Files.writeString(fixture().current(), lines.getFirst() + "\n");
    Files.delete(fixture().head());

    try (FileAuditLog log = fixture().open()) {
      assertEquals(List.of(transition(1)), log.transitions(10));
      log.append(AuditEntry.finished(transition(3)));
      assertEquals(List.of(transition(3), transition(1)), log.transitions(10));
    }
  }

  @Test
  void anIndexThatCannotBeWrittenStopsNothing() throws IOException {
    Files.createDirectory(index());
    Files.createDirectory(index().resolve("in the way"));

    try (FileAuditLog log = fixture().open()) {
      log.append(AuditEntry.finished(transition(1)));
      log.append(AuditEntry.finished(transition(2)));
      assertEquals(List.of(transition(2), transition(1)), log.transitions(10));
      assertTrue(log.verify().ok());
    }
  }

  @Test
  void theIndexStaysShort() throws IOException {
    AuditIndex index = AuditIndex.load(new AuditFiles(directory));
    for (int i = 1; i <= 3 * AuditIndex.MOST; i++) {
      index.add(new AuditMark(i, i, AuditMark.Kind.FINISHED));
    }
    assertTrue(Files.size(index()) <= 2L * AuditIndex.MOST * AuditMark.LENGTH);
    assertEquals(3L * AuditIndex.MOST, index.marks().getLast().sequence());
  }
}
