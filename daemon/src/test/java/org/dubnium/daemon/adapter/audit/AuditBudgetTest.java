package org.dubnium.daemon.adapter.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.audit.AuditReport;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.json.Samples;
import org.dubnium.daemon.port.AuditLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users may add to the log, how much of the disk it gets, and what goes then. */
class AuditBudgetTest {

  private static final long FILE = 4000;
  private static final int FILES = 6;
  private static final long ALICE = 1000;

  /** Many syncs: in memory, where they cost nothing. */
  @TempDir(factory = InMemory.class)
  Path directory;

  private final MovableClock clock = new MovableClock();
  private FileAuditLog log = new FileAuditLog(Path.of("."), FILE, FILES, clock);

  @BeforeEach
  void open() {
    log = new FileAuditLog(directory, FILE, FILES, clock);
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  private static AuditEntry by(long uid, int length) {
    return new AuditEntry(
        AuditEvent.HELD,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("x".repeat(length)),
        Optional.of(new Caller(uid, ":1.2", Optional.empty())),
        Map.of());
  }

  private List<Path> archives() throws IOException {
    return new AuditFiles(directory).archives();
  }

  private long size() throws IOException {
    long size = 0;
    for (Path archive : archives()) {
      size += Files.size(archive);
    }
    return size + Files.size(directory.resolve("events.jsonl"));
  }

  /** Writes until there are so many files. */
  private void fill(int files) throws IOException {
    while (archives().size() + 1 < files) {
      log.append(by(0, 300));
    }
  }

  @Test
  void floodOfOneUserIsRefusedAndNobodyElse() throws IOException {
    log = new FileAuditLog(directory, 1 << 30, FILES, clock);
    int taken = 0;
    while (log.refusal(ALICE).isEmpty()) {
      log.append(by(ALICE, 256));
      taken++;
    }

    assertTrue(taken > 1000, "a user gets a burst: " + taken);
    assertTrue(size() <= AuditMeter.BURST + AuditLine.LONGEST_ENTRY, "but no more: " + size());
    AuditLog.Refusal refusal = log.refusal(ALICE).orElseThrow();
    assertTrue(refusal.why().startsWith("cannot put more on record"), refusal.why());
    assertTrue(refusal.retryAfter().compareTo(Duration.ofMinutes(1)) < 0, refusal.toString());
    assertEquals(Optional.empty(), log.refusal(1001), "others are not concerned");
    assertEquals(Optional.empty(), log.refusal(0), "nor is root");

    clock.pass(refusal.retryAfter());
    assertEquals(Optional.empty(), log.refusal(ALICE));

    long before = size();
    for (int minute = 0; minute < 60; minute++) {
      while (log.refusal(ALICE).isEmpty()) {
        log.append(by(ALICE, 256));
      }
      clock.pass(Duration.ofMinutes(1));
    }
    assertTrue(size() - before <= 61L * 60 * AuditMeter.PER_SECOND, "in an hour " + size());
  }

  @Test
  void shortEntriesCountForTheWriteThatTheyCost() {
    AuditMeter meter = new AuditMeter();
    for (long i = 0; i < AuditMeter.BURST / AuditMeter.LEAST; i++) {
      assertEquals(Duration.ZERO, meter.untilPaid(ALICE, clock.instant()));
      meter.count(ALICE, 1, clock.instant());
    }
    assertTrue(meter.untilPaid(ALICE, clock.instant()).isPositive());
  }

  @Test
  void usersAreRefusedBeforeTheReserveIsTouchedAndRootNever() throws IOException {
    fill(FILES - AuditBudget.RESERVE);
    assertEquals(Optional.empty(), log.refusal(ALICE));

    fill(FILES - AuditBudget.RESERVE + 1);
    AuditLog.Refusal refusal = log.refusal(ALICE).orElseThrow();
    assertTrue(refusal.why().contains("their share of the audit log is full"), refusal.why());
    assertEquals(AuditBudget.KEPT_FOR, refusal.retryAfter());

    assertEquals(Optional.empty(), log.refusal(0));
    for (int i = 0; i < 500; i++) {
      log.append(by(0, 300));
    }
    assertTrue(log.verify().ok());
    assertTrue(size() <= FILES * FILE, "and the disk is not filled: " + size());
    assertEquals(FILES, archives().size() + 1);

    clock.pass(AuditBudget.KEPT_FOR);
    assertEquals(Optional.empty(), log.refusal(ALICE), "the oldest may go now");
  }

  @Test
  void theOldestGoesOnceItIsOldAndTheChainSaysSo() throws IOException {
    fill(FILES - AuditBudget.RESERVE);
    clock.pass(AuditBudget.KEPT_FOR);
    Path oldest = archives().getFirst();
    long last = AuditFiles.lastSequence(oldest);

    while (Files.exists(oldest)) {
      log.append(by(ALICE, 300));
    }

    AuditReport report = log.verify();
    assertTrue(report.ok(), report.message());
    assertEquals(last + 1, report.first());
    assertTrue(
        report
            .message()
            .startsWith(
                "the chain holds from entry %d; %s was removed to make room, as entry "
                    .formatted(last + 1, oldest.getFileName())),
        report.message());
    assertEquals(FILES - AuditBudget.RESERVE, archives().size() + 1);

    Files.delete(archives().getFirst());
    assertTrue(log.verify().message().endsWith("is not here, and no entry says why"));
  }

  @Test
  void fileThatCannotBeRemovedStopsNothing() throws IOException {
    fill(FILES);
    Path oldest = archives().getFirst();
    Path elsewhere = directory.resolve("elsewhere");
    Files.move(oldest, elsewhere);
    Files.createDirectory(oldest);
    Files.createDirectory(oldest.resolve("in the way"));

    for (int i = 0; i < 50; i++) {
      log.append(by(0, 300));
    }
    assertTrue(Files.exists(oldest));

    Files.delete(oldest.resolve("in the way"));
    Files.delete(oldest);
    Files.move(elsewhere, oldest);
    assertTrue(log.verify().ok(), log.verify().message());
  }

  @Test
  void historyDoesNotMissWhatWasRemoved() throws IOException {
    log.append(AuditEntry.finished(Samples.finished()));
    fill(FILES);
    for (int i = 0; i < 50; i++) {
      log.append(by(0, 300));
    }
    assertEquals(List.of(), log.transitions(10));
    log.append(AuditEntry.finished(Samples.finished()));
    assertEquals(List.of(Samples.finished()), log.transitions(10));
  }
}
