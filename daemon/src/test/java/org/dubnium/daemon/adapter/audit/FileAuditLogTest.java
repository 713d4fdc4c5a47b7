package org.dubnium.daemon.adapter.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.audit.AuditReport;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.OpenRequest;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.json.JsonFormatException;
import org.dubnium.daemon.json.JsonObject;
import org.dubnium.daemon.json.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAuditLogTest {

  @TempDir Path directory;

  private AuditLogFixture fixture() {
    return new AuditLogFixture(directory);
  }

  @Test
  void lineHasTheFieldsOfTheDesign() throws IOException {
    try (FileAuditLog log = fixture().open()) {
      log.append(Samples.entry());
    }

    JsonObject line = AuditLogFixture.parse(fixture().lines().getFirst());
    assertEquals(1, line.number("sequence"));
    assertEquals("2026-11-21T10:15:30.123456Z", line.string("timestamp"));
    assertEquals("judged", line.string("event"));
    assertEquals(Samples.ID.toString(), line.string("transition"));
    assertEquals("compute", line.string("requested"));
    assertEquals("desktop", line.string("prior"));
    assertEquals(Optional.empty(), line.optionalString("final"));
    assertEquals(Optional.of(false), line.optionalFlag("success"));
    assertEquals("guard-denied: \"ana\" works here\n", line.string("reason"));
    JsonObject caller = line.object("caller");
    assertEquals(1000, caller.number("uid"));
    assertEquals(":1.42", caller.string("busName"));
    assertEquals("session-2.scope", caller.string("unit"));
    caller.end();
    assertEquals(
        List.of("pass", "deny", "wait", "error"),
        line.object("details").objects("guards").stream()
            .map(guard -> AuditLogFixture.text(guard, "verdict"))
            .toList());
    assertEquals("0".repeat(64), line.string("previousHash"));
    assertEquals(64, line.string("hash").length());
    line.end();
  }

  @Test
  void hashIsThatOfTheLineUpToItAndTiesLinesTogether() throws Exception {
    fixture().filled(3);

    String previous = "0".repeat(64);
    for (String line : fixture().lines()) {
      int end = line.lastIndexOf(",\"hash\":\"");
      byte[] hashed = line.substring(0, end).getBytes(StandardCharsets.UTF_8);
      String hash =
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(hashed));
      assertEquals(",\"hash\":\"" + hash + "\"}", line.substring(end));
      assertEquals(previous, AuditLogFixture.parse(line).string("previousHash"));
      previous = hash;
    }
    assertEquals(
        "%020d %s\n".formatted(3, previous), Files.readString(fixture().head()));
  }

  @Test
  void whatIsOwedComesBeforeTheNextEntryAndOnce() throws Exception {
    try (FileAuditLog log = fixture().open()) {
      log.owe(Samples.entry(1));
      assertTrue(Files.notExists(fixture().current()), "nothing is written yet");
      log.append(Samples.entry(2));
      log.append(Samples.entry(3));
      assertTrue(log.verify().ok());
    }
    assertEquals(
        List.of(1L, 2L, 3L),
        fixture().lines().stream().map(FileAuditLogTest::number).toList());
  }

  private static long number(String line) {
    try {
      return AuditLogFixture.details(AuditLogFixture.parse(line)).number("number");
    } catch (JsonFormatException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void shellVerifiesTheChainWithJqAndSha256sum() throws Exception {
    try (FileAuditLog log = fixture().open()) {
      log.append(Samples.entry());
      log.append(AuditEntry.finished(Samples.finished()));
    }
    assertEquals("", verifyInShell());

    String text = Files.readString(fixture().current());
    Files.writeString(fixture().current(), text.replace("session-2.scope", "session-3.scope"));
    assertTrue(verifyInShell().startsWith("was changed: "));
  }

  private String verifyInShell() throws Exception {
    Path script =
        Path.of(FileAuditLogTest.class.getResource("/verify-chain").toURI());
    Process shell =
        new ProcessBuilder("bash", script.toString(), fixture().current().toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(said.isEmpty() ? 0 : 1, shell.waitFor());
    return said;
  }

  @Test
  void goesOnWhereItWasClosed() throws IOException {
    fixture().filled(2);
    fixture().filled(2);

    try (FileAuditLog log = fixture().open()) {
      AuditReport report = log.verify();
      assertTrue(report.ok());
      assertEquals("the chain holds", report.message());
      assertEquals(4, report.entries());
      assertEquals(1, report.first());
      assertEquals(4, report.last());
      assertEquals(
          AuditLogFixture.text(AuditLogFixture.parse(fixture().lines().getLast()), "hash"),
          report.hash());
    }
    assertEquals(List.of(), fixture().notes());
  }

  @Test
  void verifyOfNothingIsFine() throws IOException {
    AuditReport report = fixture().open().verify();

    assertTrue(report.ok());
    assertEquals(0, report.entries());
  }

  @Test
  void interruptedThreadStillRecords() throws IOException {
    try (FileAuditLog log = fixture().open()) {
      log.append(Samples.entry(1));
      Thread.currentThread().interrupt();
      log.append(Samples.entry(2));
      assertTrue(Thread.interrupted());
      log.append(Samples.entry(3));

      assertTrue(log.verify().ok());
    }
    assertEquals(3, fixture().lines().size());
  }

  @Test
  void interruptedThreadStillOpensAndRotates() throws IOException {
    try (FileAuditLog log = fixture().open(1)) {
      Thread.currentThread().interrupt();
      log.append(Samples.entry(1));
      log.append(Samples.entry(2));
      assertTrue(Thread.interrupted());

      assertTrue(log.verify().ok());
    }
  }

  @Test
  void threadsDoNotMixTheirEntries() throws Exception {
    try (FileAuditLog log = fixture().open(4096);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> append50 =
          () -> {
            boolean holds = true;
            for (int i = 0; i < 50; i++) {
              log.append(Samples.entry(i));
              holds &= log.verify().ok();
            }
            return holds;
          };
      for (var held : threads.invokeAll(List.of(append50, append50, append50))) {
        assertTrue(held.get());
      }
      int rotations = new AuditFiles(directory).archives().size();
      assertEquals(150 + rotations, log.verify().entries());
    }
  }

  @Test
  void filesAreForEverybodyToRead() throws IOException {
    fixture().filled(1);

    for (Path file : List.of(fixture().current(), fixture().head())) {
      assertEquals(
          "rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
  }

  @Test
  void directoryThatIsMissingIsSaidAndMayComeLater() throws IOException {
    Path later = directory.resolve("later");
    FileAuditLog log = new AuditLogFixture(later).open();

    IOException refused =
        assertThrows(IOException.class, () -> log.append(Samples.entry(1)));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("cannot write the audit log " + later));

    Files.createDirectory(later);
    log.append(Samples.entry(1));
    assertTrue(log.verify().ok());
    assertEquals(1, log.verify().entries());
    log.close();
  }

  @Test
  void historyIsReadBackWholeAndNewestFirst() throws IOException {
    try (FileAuditLog log = fixture().open(4096)) {
      for (int i = 0; i < 7; i++) {
        log.append(Samples.entry(i));
        log.append(AuditEntry.finished(transition(i)));
      }

      assertEquals(
          List.of(transition(6), transition(5), transition(4), transition(3)), log.transitions(4));
      assertEquals(7, log.transitions(100).size());
      assertEquals(transition(0), log.transitions(100).getLast());
      assertEquals(List.of(), log.transitions(0));
    }
    assertFalse(new AuditFiles(directory).archives().isEmpty());
  }

  @Test
  void whatTheFirstReleaseWroteIsReadAndGoneOnWith() throws IOException {
    try (InputStream written =
        Objects.requireNonNull(getClass().getResourceAsStream("events-0.1.0.jsonl"))) {
      Files.copy(written, fixture().current());
    }
    try (FileAuditLog log = fixture().open()) {
      assertEquals(List.of(Samples.finished()), log.transitions(10));
      assertEquals(
          Optional.of(Samples.request()), log.openRequest().map(OpenRequest::request));
      log.append(AuditEntry.finished(transition(1)));
      assertEquals(List.of(transition(1), Samples.finished()), log.transitions(10));
    }
  }

  @Test
  void aRequestIsOpenUntilAStepOrItsEndIsOnRecord() throws IOException {
    OpenRequest open =
        new OpenRequest(
            TransitionId.parse("00000000-0000-4000-8000-000000000007"),
            Samples.finished().request(),
            Samples.CLOCK.instant());
    try (FileAuditLog log = fixture().open(4096)) {
      assertEquals(Optional.empty(), log.openRequest());
      log.append(of(AuditEvent.REQUESTED, open, Map.of(AuditEntry.REQUEST, open.request())));
      log.append(of(AuditEvent.JUDGED, open, Map.of()));
      for (int i = 0; new AuditFiles(directory).archives().isEmpty(); i++) {
        log.append(of(AuditEvent.HELD, open, Map.of("number", i)));
      }
      assertEquals(Optional.of(open), log.openRequest());
      log.append(of(AuditEvent.STEP, open, Map.of()));
      assertEquals(Optional.empty(), log.openRequest());
      log.append(of(AuditEvent.REQUESTED, open, Map.of(AuditEntry.REQUEST, open.request())));
      log.append(AuditEntry.finished(transition(1)));
      assertEquals(Optional.empty(), log.openRequest());
    }
  }

  private static AuditEntry of(AuditEvent event, OpenRequest open, Map<String, Object> details) {
    return new AuditEntry(
        event,
        Optional.of(open.id()),
        Optional.of(open.request().mode().value()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(open.request().caller()),
        details);
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
}
