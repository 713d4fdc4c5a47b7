package org.dubnium.daemon.adapter.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.domain.transition.JournalRecord;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.StepStatus;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionPlan.Ending;
import org.dubnium.daemon.json.JsonFormatException;
import org.dubnium.daemon.json.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTransitionJournalTest {

  @TempDir Path directory;
  private FileTransitionJournal journal =
      new FileTransitionJournal(Path.of("."), Samples.CLOCK);
  private Path file = Path.of(".");

  @BeforeEach
  void open() {
    journal = new FileTransitionJournal(directory, Samples.CLOCK);
    file = directory.resolve("transition.json");
  }

  @Test
  void isReadBackAsWritten() throws IOException {
    journal.write(Samples.journal());

    assertEquals(Optional.of(Samples.journal()), journal.read());
    assertEquals(Optional.of(Samples.journal()), journal.read());
  }

  /** So that a rollback is not stopped by what it tells. */
  @Test
  void failureThatDoesNotFitIsToldInFewerWordsAndAPlanThatDoesNotIsRefused() throws IOException {
    JournalRecord spacious = withEndings(1_800_000 / 200);
    journal.write(spacious);
    journal.write(spacious.failedBy(wordy()));
    Reason read = journal.read().orElseThrow().failure().orElseThrow();
    assertEquals(wordy().code(), read.code());
    assertEquals(wordy().message(), read.message());
    assertEquals(List.of(), read.guards());

    assertThrows(IOException.class, () -> journal.write(withEndings(2_400_000 / 200)));
    assertEquals(Optional.of(spacious.plan()), journal.read().map(JournalRecord::plan), "what was stays");
  }

  private static JournalRecord withEndings(int count) {
    JournalRecord full = Samples.journal();
    TransitionPlan plan = full.plan();
    Ending ending = new Ending("process", "1234", "x".repeat(115));
    return new JournalRecord(
        full.id(),
        full.bootId(),
        full.request(),
        new TransitionPlan(
            plan.from(),
            plan.unmetBefore(),
            plan.to(),
            plan.route(),
            plan.steps(),
            Collections.nCopies(count, ending)),
        full.statuses(),
        Optional.empty(),
        full.startedAt());
  }

  private static Reason wordy() {
    List<String> lines = Collections.nCopies(64, "日".repeat(512));
    return Samples.reason()
        .withGuards(
            Collections.nCopies(
                13,
                new GuardVerdict(
                    GuardName.HOLDS, new Verdict.Deny("held", "no", lines, Map.of()), false)));
  }

  @Test
  void withoutFailureLikewise() throws IOException {
    JournalRecord full = Samples.journal();
    JournalRecord forward =
        new JournalRecord(
            full.id(),
            full.bootId(),
            full.request(),
            full.plan(),
            full.statuses(),
            Optional.empty(),
            full.startedAt());
    journal.write(forward);

    assertEquals(Optional.of(forward), journal.read());
  }

  @Test
  void whatTheFirstReleaseLeftIsRead() throws IOException {
    try (InputStream left =
        Objects.requireNonNull(getClass().getResourceAsStream("transition-0.1.0.json"))) {
      Files.copy(left, file);
    }
    assertEquals(Optional.of(Samples.journal()), journal.read());
    journal.write(Samples.journal());
    try (InputStream left =
        Objects.requireNonNull(getClass().getResourceAsStream("transition-0.1.0.json"))) {
      assertArrayEquals(left.readAllBytes(), Files.readAllBytes(file), "nor is it written otherwise");
    }
  }

  @Test
  void aSwapIsWrittenAndReadAsItWasFirst() throws IOException {
    journal.write(Samples.swap());
    try (InputStream left =
        Objects.requireNonNull(getClass().getResourceAsStream("transition-swap.json"))) {
      assertArrayEquals(left.readAllBytes(), Files.readAllBytes(file));
    }
    assertEquals(Optional.of(Samples.swap()), journal.read());
  }

  /** As a daemon left it that kept no grant: it would have gone on with all of its plan. */
  @Test
  void withoutAGrantTheWholePlanIsGranted() throws IOException {
    String whole =
        new String(JournalJson.encode(Samples.NOW, Samples.journal()), StandardCharsets.UTF_8);
    String before = whole.replaceFirst("(?s)\"grant\".*?(?=\"plan\")", "");
    assertFalse(before.contains("grant"));
    assertEquals(
        Grant.ANYTHING,
        JournalJson.decode(before.getBytes(StandardCharsets.UTF_8)).request().grant());
  }

  @Test
  void laterRecordReplacesTheEarlier() throws IOException {
    journal.write(Samples.journal());
    JournalRecord later = Samples.journal().with(3, StepStatus.UNDONE);
    journal.write(later);

    assertEquals(Optional.of(later), journal.read());
    assertEquals(List.of(file), list());
  }

  @Test
  void nothingIsThereBeforeAndAfter() throws IOException {
    assertEquals(Optional.empty(), journal.read());
    journal.write(Samples.journal());
    journal.clear();
    assertEquals(Optional.empty(), journal.read());
    journal.clear();
    assertEquals(List.of(), list());
  }

  @Test
  void interruptedThreadStillWritesAndClears() throws IOException {
    Thread.currentThread().interrupt();
    journal.write(Samples.journal());
    assertEquals(Optional.of(Samples.journal()), journal.read());
    journal.clear();
    assertTrue(Thread.interrupted());
    assertEquals(List.of(), list());
  }

  @Test
  void truncatedAnywhereIsRefusedWithTheFileNamed() throws IOException {
    byte[] whole = JournalJson.encode(Samples.NOW, Samples.journal());
    int end = new String(whole, StandardCharsets.UTF_8).stripTrailing()
        .getBytes(StandardCharsets.UTF_8).length;
    for (int cut = 0; cut < end; cut++) {
      byte[] torn = Arrays.copyOf(whole, cut);
      assertThrows(JsonFormatException.class, () -> JournalJson.decode(torn), "cut at " + cut);
    }
    Files.write(file, Arrays.copyOf(whole, end / 2));
    IOException refused = assertThrows(IOException.class, journal::read);
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("cannot use " + file + ": cannot read"),
        refused.getMessage());
  }

  /** Whatever a byte becomes, the answer is a record or a refusal, nothing else. */
  @Test
  void damagedAnywhereIsReadOrRefused() throws IOException {
    byte[] whole = JournalJson.encode(Samples.NOW, Samples.journal());
    int refused = 0;
    for (int at = 0; at < whole.length; at++) {
      for (int bit : new int[] {0x01, 0x02, 0x10, 0x40, 0x80}) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) bit;
        try {
          JournalJson.decode(damaged);
        } catch (JsonFormatException e) {
          refused++;
        }
      }
    }
    assertTrue(refused > whole.length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "schema" : 1          | "schema" : 2          | cannot read schema: only 1 is understood
          "bootId"              | "boot"                | cannot read bootId: it is missing
          "kind" : "stop-unit"  | "kind" : "explode"    | cannot read plan.steps[0].do.kind: no step is of kind 'explode'
          "undoing"             | "UNDOING"             | cannot read statuses: 'UNDOING' does not belong there
          "undoing",            |                       | cannot read statuses: one for each of the plan's steps is wanted
          "pid" : 4242          | "pid" : "4242"        | cannot read failure.holders[0].pid: a whole number is wanted
          "pid" : 4242          | "pid" : 99999999999   | cannot read failure.holders[0].pid: 99999999999 is out of range
          "uid" : 1000          | "uid" : 1000, "gid":1 | cannot read request.caller.gid: it does not belong there
          "uid" : 1000          | "uid" : 1, "uid" : 2  | cannot read it as JSON: Duplicate field 'uid'
          "mode" : "compute"    | "mode" : "No Mode"    | cannot read request.mode: 'No Mode' does not belong there
          "PT1M"                | "soon"                | cannot read plan.steps[0].deadline: 'soon' does not belong there
          "vllm.service"        | "vllm"                | cannot read plan.steps[0].do.unit: 'vllm' does not belong there
          """)
  void foreignContentIsRefusedAtItsPlace(String found, String instead, String fault)
      throws IOException {
    String text =
        new String(JournalJson.encode(Samples.NOW, Samples.journal()), StandardCharsets.UTF_8);
    String changed =
        text.replaceFirst(
            Pattern.quote(found),
            instead == null ? "" : Matcher.quoteReplacement(instead));
    assertTrue(!changed.equals(text), text);
    Files.writeString(file, changed);

    IOException refused = assertThrows(IOException.class, journal::read);
    assertEquals("cannot use " + file + ": " + fault, refused.getMessage());
  }

  @Test
  void hugeFileIsRefusedWithoutReadingIt() throws IOException {
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(1L << 40);
    }
    IOException refused = assertThrows(IOException.class, journal::read);
    assertEquals(
        "cannot use " + file + ": it is too long to be a journal", refused.getMessage());
    Files.delete(file);
  }

  @Test
  void brokenRecordIsSetAsideUntouched() throws IOException {
    Files.writeString(file, "{");

    String aside = journal.setAside();

    assertEquals(file + ".broken-20261121T101530.123456Z", aside);
    assertEquals("{", Files.readString(Path.of(aside)));
    assertEquals(Optional.empty(), journal.read());
  }

  @Test
  void writeThatFailsLeavesTheEarlierRecordAndNoLitter() throws IOException {
    journal.write(Samples.journal());
    Path temporary = directory.resolve(".transition.json.new");
    Files.createDirectory(temporary);

    IOException refused =
        assertThrows(IOException.class, () -> journal.write(Samples.journal()));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("cannot write " + file));
    assertEquals(Optional.of(Samples.journal()), journal.read());
    assertEquals(List.of(file), list());
  }

  private List<Path> list() throws IOException {
    try (var files = Files.list(directory)) {
      return files.toList();
    }
  }
}
