package org.dubnium.daemon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.fake.FakeAuditLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a switch is said to take. */
class HistoryTest {

  private final FakeAuditLog audit = new FakeAuditLog();
  private final History history = new History(audit);

  @ParameterizedTest
  @CsvSource({"7, 7", "7 9, 9", "30 7 9, 9", "9 30 7 8, 9", "600 7 8 9 1, 8"})
  void isTheMedianOfWhatItTook(String took, long typical) {
    audit.history(
        Stream.of(took.split(" "))
            .map(seconds -> past("desktop", "compute", Outcome.COMMITTED, Long.parseLong(seconds)))
            .toList());
    assertEquals(Optional.of(Duration.ofSeconds(typical)), typical("desktop", "compute"));
  }

  @Test
  void goesByWholeSwitchesBetweenTheSameModesAlone() {
    audit.history(
        List.of(
            past("desktop", "compute", Outcome.ROLLED_BACK, 1),
            past("desktop", "compute", Outcome.STRANDED, 2),
            past("desktop", "studio-local", Outcome.COMMITTED, 3),
            past("compute", "desktop", Outcome.COMMITTED, 4)));
    assertEquals(Optional.empty(), typical("desktop", "compute"));
    assertEquals(Optional.of(Duration.ofSeconds(3)), typical("desktop", "studio-local"));
    assertEquals(Optional.of(Duration.ofSeconds(4)), typical("compute", "desktop"));
  }

  @Test
  void isUnknownWhereThePastCannotBeRead() {
    audit.history(
        LongStream.rangeClosed(1, 3)
            .mapToObj(seconds -> past("desktop", "compute", Outcome.COMMITTED, seconds))
            .toList());
    audit.makeUnreadable();
    assertEquals(Optional.empty(), typical("desktop", "compute"));
  }

  private Optional<Duration> typical(String from, String to) {
    return history.typical(Optional.of(new ModeName(from)), new Operation.ModeSwitch(new ModeName(to)));
  }

  private static FinishedTransition past(String from, String to, Outcome outcome, long seconds) {
    return new FinishedTransition(
        TransitionId.random(),
        EngineBench.request(new ModeName(to)),
        Optional.of(new ModeName(from)),
        Optional.of(new ModeName(to)),
        Condition.SETTLED,
        outcome,
        Reason.of(ReasonCode.NONE, ""),
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(seconds));
  }
}
