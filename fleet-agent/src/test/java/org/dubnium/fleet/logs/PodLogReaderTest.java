package org.dubnium.fleet.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;
import org.dubnium.fleet.pod.reconcile.RentedFleet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Before RunPod's stand-in. */
@Timeout(120)
class PodLogReaderTest {

  @TempDir private Path directory;

  private RentedFleet fleet;
  private FakeReader machine;
  private PodLogReader logs;

  @BeforeEach
  void begin() throws Exception {
    fleet = new RentedFleet(directory);
    fleet.apply();
    machine = FakeReader.machine(directory.resolve("fleet-logs.sock"), 0);
    logs =
        new PodLogReader(
            slot -> Optional.of(slot).filter("worker-0"::equals).map(_ -> fleet.id(0)),
            fleet.client,
            machine.journal(Duration.ofMinutes(1)),
            fleet.clock());
  }

  @AfterEach
  void end() throws Exception {
    machine.close();
    fleet.close();
  }

  private static Kind kind(Executable asking) {
    return assertThrows(OperationException.class, asking).kind();
  }

  @Test
  void theLastLinesAreThoseThatThePodPrinted() throws Exception {
    fleet.standIn.console().log(fleet.id(0), "one");
    fleet.standIn.console().log(fleet.id(0), "\u001b[1mtwo");
    LogExcerpt excerpt = logs.read("worker-0", 2, Optional.empty(), OptionalLong.empty());
    assertEquals(
        List.of("one", "\u001b[1mtwo"), excerpt.entries().stream().map(LogEntry::message).toList());
    assertTrue(excerpt.entries().getFirst().at().isPresent());
    assertTrue(LogPositions.isOne(excerpt.position()), excerpt.position());
  }

  @Test
  void aSlotWithoutAPodHasNoLog() {
    assertEquals(
        Kind.NOT_FOUND,
        kind(() -> logs.read("worker-7", 1, Optional.empty(), OptionalLong.empty())));
    assertEquals(
        Kind.NOT_FOUND, kind(() -> logs.follow("worker-7", "1", OptionalLong.empty())));
  }

  @Test
  void whoMayNotReadTheJournalReadsNoPodEither() {
    assertEquals(
        Kind.FORBIDDEN,
        kind(() -> logs.read("worker-0", 1, Optional.empty(), OptionalLong.of(1000))));
  }

  @Test
  void aPositionThatNoHeaderCanCarryIsRefused() {
    for (String position : List.of("s=0123456789abcdef", "0d0a0d0a0d0a0d0a0d0a", "0".repeat(40))) {
      assertEquals(
          Kind.INVALID,
          kind(() -> logs.follow("worker-0", position, OptionalLong.empty())),
          position);
    }
  }
}
