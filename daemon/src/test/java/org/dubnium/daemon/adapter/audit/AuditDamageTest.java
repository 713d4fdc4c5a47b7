package org.dubnium.daemon.adapter.audit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dubnium.daemon.domain.audit.AuditReport;
import org.dubnium.daemon.json.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What power loss, a bad disk or a hand does to the log, and what the log makes of it. */
class AuditDamageTest {

  /** Thousands of cuts, each with its syncs: in memory, where that costs nothing. */
  @TempDir(factory = InMemory.class)
  Path directory;

  private AuditLogFixture fixture = new AuditLogFixture(Path.of("."));
  private byte[] whole = new byte[0];
  private byte[] headOfThree = new byte[0];
  private byte[] headOfTwo = new byte[0];

  @BeforeEach
  void threeEntries() throws IOException {
    fixture = new AuditLogFixture(directory).filled(2);
    headOfTwo = Files.readAllBytes(fixture.head());
    fixture.filled(1);
    whole = Files.readAllBytes(fixture.current());
    headOfThree = Files.readAllBytes(fixture.head());
  }

  private int lastLineStart() {
    return new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf('\n', whole.length - 2) + 1;
  }

  /** Puts the log into a state, appends an entry to it, and says what verification finds. */
  private AuditReport appendAfter(byte[] log, byte[] head) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.write(fixture.current(), log);
    Files.write(fixture.head(), head);
    fixture.filled(1);
    return fixture.open().verify();
  }

  @Test
  void lastLineTornAtAnyByteByPowerLossIsKeptAsideAndNoted() throws IOException {
    for (int cut = lastLineStart() + 1; cut < whole.length; cut++) {
      AuditReport report = appendAfter(Arrays.copyOf(whole, cut), headOfTwo);

      assertTrue(report.ok(), "cut at " + cut + ": " + report.message());
      assertEquals("the chain holds; notes of damage that was found: 1", report.message());
      assertEquals(List.of("torn-line"), fixture.notes());
      Path aside = directory.resolve("events.jsonl.torn-20261121T101530.123456Z");
      assertArrayEquals(
          Arrays.copyOfRange(whole, lastLineStart(), cut), Files.readAllBytes(aside));
    }
  }

  @Test
  void entryWrittenWhoseHeadWasNotYetRememberedIsNoDamage() throws IOException {
    AuditReport report = appendAfter(whole, headOfTwo);

    assertTrue(report.ok());
    assertEquals(4, report.entries());
    assertEquals(List.of(), fixture.notes());
  }

  /** A disk may lose what it called durable. */
  @Test
  void recordedLineTornAtAnyByteLikewise() throws IOException {
    for (int cut = lastLineStart() + 1; cut < whole.length; cut++) {
      AuditReport report = appendAfter(Arrays.copyOf(whole, cut), headOfThree);

      assertTrue(report.ok(), "cut at " + cut + ": " + report.message());
      assertEquals("the chain holds; notes of damage that was found: 1", report.message());
      assertEquals(List.of("torn-line"), fixture.notes());
    }
  }

  @Test
  void moreThanTheLastLineCutOffAnywhereIsNoticedForEver() throws IOException {
    for (int cut = 0; cut <= lastLineStart(); cut++) {
      byte[] left = Arrays.copyOf(whole, cut);
      Files.write(fixture.current(), left);
      Files.write(fixture.head(), headOfThree);
      assertFalse(fixture.open().verify().ok(), "cut at " + cut);

      AuditReport report = appendAfter(left, headOfThree);

      assertFalse(report.ok(), "cut at " + cut);
      assertTrue(fixture.notes().contains("entries-missing"), "cut at " + cut);
      assertTrue(fixture.lines().getLast().contains("\"number\":1"), "cut at " + cut);
    }
  }

  @Test
  void anyByteChangedIsFoundInItsLine() throws IOException {
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x01;
      Files.write(fixture.current(), changed);

      AuditReport report = fixture.open().verify();

      assertFalse(report.ok(), "changed at " + at);
      assertEquals(fixture.current().toString(), report.file());
      assertEquals(lineOf(at), report.firstBrokenLine(), "changed at " + at);
    }
  }

  private long lineOf(int offset) {
    return 1 + new String(whole, 0, offset, StandardCharsets.ISO_8859_1)
        .chars().filter(c -> c == '\n').count();
  }

  @Test
  void brokenMiddleIsNamedWhileEntriesGoOn() throws IOException {
    String changed = new String(whole, StandardCharsets.UTF_8).replaceFirst("step", "stop");

    AuditReport report = appendAfter(changed.getBytes(StandardCharsets.UTF_8), headOfThree);

    assertFalse(report.ok());
    assertEquals(1, report.firstBrokenLine());
    assertEquals(4, fixture.lines().size());
    assertEquals(List.of(), fixture.notes());
  }

  @Test
  void brokenLastLineIsNotedAndTheChainGoesOnFromWhatWasWritten() throws IOException {
    byte[] changed = whole.clone();
    changed[lastLineStart() + 3] ^= 0x01;

    AuditReport report = appendAfter(changed, headOfThree);

    assertEquals(3, report.firstBrokenLine());
    assertEquals(List.of("lines-broken", "entries-missing"), noteAfter(3));
    assertEquals(4, AuditLogFixture.parse(fixture.lines().get(3)).number("sequence"));
  }

  private List<String> noteAfter(int line) throws IOException {
    return fixture.lines().stream()
        .skip(line)
        .map(AuditLogFixture::parse)
        .filter(entry -> AuditLogFixture.text(entry, "event").equals("audit"))
        .map(entry -> AuditLogFixture.text(AuditLogFixture.details(entry), "note"))
        .toList();
  }

  @Test
  void strangeLinesBehindTheLogAreNotedAndNamed() throws IOException {
    byte[] foreign = (new String(whole, StandardCharsets.UTF_8) + "hello\n\n{}\n").getBytes(
        StandardCharsets.UTF_8);

    AuditReport report = appendAfter(foreign, headOfThree);

    assertEquals(4, report.firstBrokenLine());
    assertEquals(List.of("lines-broken"), noteAfter(6));
  }

  @Test
  void lostHeadIsNotedAndVerificationTellsUntilThen() throws IOException {
    Files.delete(fixture.head());
    assertFalse(fixture.open().verify().ok());

    AuditReport report = appendAfter(whole, "rubbish".getBytes(StandardCharsets.UTF_8));

    assertTrue(report.ok());
    assertEquals(List.of("head-missing"), fixture.notes());
  }

  @Test
  void logReplacedWhileOpenIsNoticedByTheNextEntry() throws IOException {
    try (FileAuditLog log = fixture.open()) {
      log.append(Samples.entry(4));
      Files.move(fixture.current(), directory.resolve("elsewhere"));
      log.append(Samples.entry(5));

      assertEquals(List.of("entries-missing"), fixture.notes());
      assertFalse(log.verify().ok());
      assertEquals(2, fixture.lines().size());
    }
  }

  @Test
  void logCutWhileOpenIsNoticedByTheNextEntry() throws IOException {
    try (FileAuditLog log = fixture.open()) {
      log.append(Samples.entry(4));
      Files.write(fixture.current(), Arrays.copyOf(whole, lastLineStart()));
      log.append(Samples.entry(5));

      assertEquals(List.of("entries-missing"), fixture.notes());
      assertEquals(3, log.verify().firstBrokenLine());
    }
  }

  @Test
  void endOfAnEndlessFileIsFoundWithoutReadingIt() throws IOException {
    long size = 1L << 40;
    try (RandomAccessFile file = new RandomAccessFile(fixture.current().toFile(), "rw")) {
      file.setLength(size);
      file.seek(size - whole.length - 1);
      file.write('\n');
      file.write(whole);
      file.write("torn".getBytes(StandardCharsets.UTF_8));
    }

    fixture.filled(1);

    try (ReverseLines lines = new ReverseLines(fixture.current())) {
      String last = new String(lines.previous(), StandardCharsets.UTF_8);
      assertEquals(5, AuditLogFixture.parse(last).number("sequence"));
    }
    // A terabyte of nothing would keep the removal of the directory busy on some file systems.
    Files.delete(fixture.current());
  }
}
