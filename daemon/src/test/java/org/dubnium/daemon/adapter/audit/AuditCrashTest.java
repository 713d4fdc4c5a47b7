package org.dubnium.daemon.adapter.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.dubnium.daemon.domain.audit.AuditReport;
import org.dubnium.daemon.fixture.ChildJvm;
import org.dubnium.daemon.json.Samples;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the log when its writer dies, or the disk takes no more. */
class AuditCrashTest {

  @TempDir Path directory;

  /** Appends for ever, and prints a line after each entry that is on record. */
  static final class Appending {

    private Appending() {}

    public static void main(String[] arguments) throws IOException {
      try (FileAuditLog log = new AuditLogFixture(Path.of(arguments[0])).open(20_000)) {
        for (long number = 1; ; number++) {
          log.append(Samples.entry(number));
          System.out.println(number);
        }
      }
    }
  }

  /** Appends until that fails, and says why; then verifies. */
  static final class Filling {

    private Filling() {}

    public static void main(String[] arguments) throws IOException {
      try (FileAuditLog log = new AuditLogFixture(Path.of(arguments[0])).open()) {
        long recorded = 0;
        try {
          while (true) {
            log.append(Samples.entry(recorded + 1));
            recorded++;
          }
        } catch (IOException full) {
          System.out.println(full.getMessage());
          System.out.println(recorded);
          System.out.println(log.verify().message());
        }
      }
    }
  }

  @RepeatedTest(5)
  void killedWriterLosesNothingThatItRecorded() throws IOException {
    long recorded = 0;
    try (ChildJvm child = ChildJvm.start("", Appending.class, directory)) {
      for (String line = child.line(); line != null; line = child.line()) {
        recorded = Long.parseLong(line);
        if (recorded == 150) {
          child.kill();
        }
      }
    }
    assertTrue(recorded >= 150);

    AuditLogFixture fixture = new AuditLogFixture(directory);
    fixture.filled(1);

    AuditReport report = fixture.open().verify();
    assertTrue(report.ok(), report.message());
    assertTrue(report.entries() > recorded);
  }

  /** RLIMIT_FSIZE cuts a write short just where a full disk would: the rest of it fails. */
  @Test
  void entryThatDoesNotFitIsRefusedAndCutOffAgain() throws IOException {
    String refused;
    String recorded;
    String verified;
    try (ChildJvm child = ChildJvm.start("ulimit -f 8; ", Filling.class, directory)) {
      refused = child.line();
      recorded = child.line();
      verified = child.line();
    }
    AuditLogFixture fixture = new AuditLogFixture(directory);
    assertEquals(
        "cannot write the audit log " + fixture.current() + ": File too large", refused);
    assertNotNull(recorded);
    assertEquals("the chain holds", verified);
    assertEquals(Long.parseLong(recorded), fixture.lines().size());

    fixture.filled(1);
    assertEquals(Long.parseLong(recorded) + 1, fixture.open().verify().entries());
    assertTrue(fixture.open().verify().ok());
  }
}
