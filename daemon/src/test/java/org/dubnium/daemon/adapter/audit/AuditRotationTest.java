package org.dubnium.daemon.adapter.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dubnium.daemon.domain.audit.AuditReport;
import org.dubnium.daemon.json.JsonObject;
import org.dubnium.daemon.json.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditRotationTest {

  private static final int ENTRIES = 30;
  private static final long LIMIT = 2000;

  @TempDir Path directory;

  private AuditLogFixture rotated() throws IOException {
    AuditLogFixture fixture = new AuditLogFixture(directory);
    try (FileAuditLog log = fixture.open(LIMIT)) {
      for (int i = 0; i < ENTRIES; i++) {
        log.append(Samples.entry(i));
      }
    }
    return fixture;
  }

  private List<Path> archives() throws IOException {
    return new AuditFiles(directory).archives();
  }

  @Test
  void chainGoesOnAcrossFilesWhichStayBelowTheLimit() throws IOException {
    AuditLogFixture fixture = rotated();

    AuditReport report = fixture.open().verify();
    assertTrue(report.ok(), report.message());
    assertTrue(archives().size() > 2);
    assertEquals(ENTRIES + archives().size(), report.entries());
    for (Path archive : archives()) {
      assertTrue(Files.size(archive) <= LIMIT);
    }
  }

  @Test
  void firstLineNamesTheFileBeforeAndItsLastEntry() throws IOException {
    AuditLogFixture fixture = rotated();

    String last = Files.readAllLines(archives().getLast()).getLast();
    JsonObject lastEntry = AuditLogFixture.parse(last);
    JsonObject first = AuditLogFixture.parse(fixture.lines().getFirst());
    JsonObject details = first.object("details");
    assertEquals("audit", first.string("event"));
    assertEquals("rotated", details.string("note"));
    assertEquals(
        archives().getLast().getFileName().toString(), details.string("previousFile"));
    assertEquals(lastEntry.number("sequence"), details.number("previousSequence"));
    assertEquals(lastEntry.string("hash"), details.string("previousHash"));
    assertEquals(lastEntry.string("hash"), first.string("previousHash"));
  }

  @Test
  void rotationThatBrokeOffIsFinishedByTheNextEntry() throws IOException {
    AuditLogFixture fixture = new AuditLogFixture(directory).filled(3);
    Files.move(fixture.current(), directory.resolve("events-000000000003.jsonl"));

    fixture.filled(1);

    assertEquals(List.of("rotated"), fixture.notes());
    assertTrue(fixture.open().verify().ok());
    assertEquals(5, fixture.open().verify().entries());
  }

  @Test
  void archiveMovedAwayFromTheStartIsToldAndFromTheMiddleIsABreak() throws IOException {
    AuditLogFixture fixture = rotated();
    List<Path> archives = archives();
    long removed = Files.readAllLines(archives.getFirst()).size();

    Files.delete(archives.getFirst());
    AuditReport without = fixture.open().verify();
    assertTrue(without.ok(), without.message());
    assertEquals(
        "the chain holds from entry " + (removed + 1) + "; "
            + archives.getFirst().getFileName() + " is not here, and no entry says why",
        without.message());

    Files.delete(archives.get(2));
    AuditReport hole = fixture.open().verify();
    assertFalse(hole.ok());
    assertEquals(1, hole.firstBrokenLine());
    assertEquals(archives.get(3).toString(), hole.file());
  }

  @Test
  void changeInAnArchiveIsFound() throws IOException {
    AuditLogFixture fixture = rotated();
    Path archive = archives().get(1);
    Files.writeString(archive, Files.readString(archive).replace("step", "stop"));

    AuditReport report = fixture.open().verify();

    assertFalse(report.ok());
    assertEquals(archive.toString(), report.file());
    assertEquals(2, report.firstBrokenLine());
  }

  @Test
  void archiveIsNeverOverwritten() throws IOException {
    AuditLogFixture fixture = new AuditLogFixture(directory).filled(1);
    Path inTheWay = directory.resolve("events-000000000001.jsonl");
    Files.writeString(inTheWay, "precious");

    try (FileAuditLog log = fixture.open(1)) {
      IOException refused =
          assertThrows(IOException.class, () -> log.append(Samples.entry(2)));
      assertTrue(String.valueOf(refused.getMessage()).contains("move it elsewhere"));
      assertEquals("precious", Files.readString(inTheWay));

      Files.delete(inTheWay);
      log.append(Samples.entry(2));
      assertTrue(log.verify().ok());
    }
  }
}
