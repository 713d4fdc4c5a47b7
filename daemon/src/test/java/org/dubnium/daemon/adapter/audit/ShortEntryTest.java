package org.dubnium.daemon.adapter.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.json.JsonObject;
import org.dubnium.daemon.json.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An entry that is too long, or has no form in a file, is written short and holds nothing up. */
class ShortEntryTest {

  /** Many syncs: in memory, where they cost nothing. */
  @TempDir(factory = InMemory.class)
  Path directory;

  private AuditLogFixture fixture() {
    return new AuditLogFixture(directory);
  }

  private static AuditEntry with(
      AuditEvent event, Optional<String> reason, Map<String, Object> details) {
    return new AuditEntry(
        event,
        Optional.of(Samples.ID),
        Optional.of("compute"),
        Optional.empty(),
        Optional.empty(),
        Optional.of(true),
        reason,
        Optional.of(Samples.request().caller()),
        details);
  }

  private JsonObject onlyDetails(AuditEntry entry) throws IOException {
    try (FileAuditLog log = fixture().open()) {
      log.append(entry);
      log.append(Samples.entry(2));
      assertTrue(log.verify().ok());
    }
    assertEquals(2, fixture().lines().size());
    String line = fixture().lines().getFirst();
    assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= AuditLine.MAX_BYTES);
    return AuditLogFixture.details(AuditLogFixture.parse(line));
  }

  @Test
  void longListsAreCutAndTheLengthIsTold() throws IOException {
    List<String> processes =
        IntStream.range(0, 100_000).mapToObj(number -> "process " + number).toList();

    JsonObject details =
        onlyDetails(with(AuditEvent.JUDGED, Optional.of("x".repeat(1 << 20)), Map.of("all", processes)));

    assertEquals(
        List.of(
            "process 0", "process 1", "process 2", "process 3", "process 4", "process 5",
            "process 6", "process 7", "… and 99992 more"),
        details.strings("all"));
    assertTrue(details.number("cut") > 2_000_000, "the length that it had");
  }

  @Test
  void whatIsTooLongInEveryWayIsLeftOut() throws IOException {
    Object deep = "x".repeat(10_000);
    for (int i = 0; i < 4; i++) {
      deep = Collections.nCopies(8, deep);
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("deep", deep);

    JsonObject written = onlyDetails(with(AuditEvent.JUDGED, Optional.empty(), details));

    assertTrue(written.number("cut") > 0);
    written.end();
  }

  @Test
  void halfOfASurrogatePairIsReplaced() throws IOException {
    JsonObject details =
        onlyDetails(
            with(
                AuditEvent.STEP,
                Optional.of("\udfff"),
                Map.of("name\ud83c", "\ud83c", "list", List.of("a\ud83cb"))));

    assertEquals("\ufffd", details.string("name\ufffd"));
    assertEquals(List.of("a\ufffdb"), details.strings("list"));
  }

  /** The longest that the domain lets through: every guard, holder and clause full of text. */
  @Test
  void transitionWithTheMostEvidenceIsReadBackAsItsHistory() throws IOException {
    FinishedTransition worst = Samples.finished().because(worst());

    try (FileAuditLog log = fixture().open()) {
      log.append(AuditEntry.finished(worst));
      FinishedTransition read = log.transitions(1).getFirst();

      assertEquals(worst.id(), read.id());
      assertEquals(worst.outcome(), read.outcome());
      assertEquals(worst.reason().code(), read.reason().code());
      assertEquals(
          worst.reason().guards().stream().map(GuardVerdict::blocks).toList(),
          read.reason().guards().stream().map(GuardVerdict::blocks).toList());
    }
  }

  @Test
  void oweIsPaidWhateverIsOwed() throws IOException {
    try (FileAuditLog log = fixture().open()) {
      log.owe(
          with(AuditEvent.FINISHED, Optional.empty(), Map.of("x", "\ud800".repeat(1 << 20))));
      log.append(Samples.entry(2));
      log.append(Samples.entry(3));
      assertTrue(log.verify().ok());
    }
    assertEquals(3, fixture().lines().size());
  }

  @Test
  void moreThanTheMostIsNotOwedAndThatIsTold() throws IOException {
    try (FileAuditLog log = fixture().open()) {
      for (int i = 0; i < OwedEntries.MOST + 5; i++) {
        log.owe(Samples.entry(i));
      }
      log.append(Samples.entry(1000));
      assertTrue(log.verify().ok());
    }
    assertEquals(OwedEntries.MOST + 2, fixture().lines().size());
    assertEquals(List.of("owed-entries-lost"), fixture().notes());
  }

  private static Reason worst() {
    String text = "日".repeat(100_000);
    List<String> lines = Collections.nCopies(5000, text);
    List<GuardVerdict> guards = new ArrayList<>();
    for (GuardName guard : GuardName.values()) {
      guards.add(
          new GuardVerdict(
              guard, new Verdict.Deny("code", text, lines, Map.of("a", text)), false));
    }
    return new Reason(
        Samples.reason().code(),
        text,
        Optional.of(text),
        Optional.of(text),
        Optional.of("failed"),
        Collections.nCopies(
            5000,
            new GpuHolder(
                "GPU-1",
                1,
                GpuHolder.Kind.COMPUTE,
                text,
                Optional.of(text),
                Optional.of(text),
                Reading.of(1L),
                false)),
        Collections.nCopies(5000, new ClauseFinding(text, text, text)),
        guards,
        Optional.empty());
  }
}
