package org.dubnium.fleet.pod.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.runpod.RunpodException;
import org.dubnium.fleet.runpod.RunpodException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long nothing is created after failures. */
class CreateHoldsTest {

  private static final String WORKER = "worker";

  private final CreateHolds holds = new CreateHolds();

  private boolean isHeld(long minutes) {
    return holds.of(Set.of(WORKER), Duration.ofMinutes(minutes).toNanos()).containsKey(WORKER);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "3, 5", "4, 10", "5, 20", "6, 40", "7, 60", "20, 60"})
  void restsAfterFailuresInARow(int failures, int minutes) {
    for (int i = 0; i < failures; i++) {
      holds.failed(WORKER, "it did not answer", 0);
    }
    assertEquals(minutes > 0, isHeld(minutes - 1));
    assertEquals(false, isHeld(minutes));
    holds.close(WORKER);
    assertEquals(false, isHeld(0));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "5, 10", "20, 10"})
  void asksAgainForCapacity(int lacks, int minutes) {
    for (int i = 0; i < lacks; i++) {
      holds.lacked(WORKER, "none is free", 0);
    }
    assertEquals(true, isHeld(minutes - 1));
    assertEquals(false, isHeld(minutes));
  }

  @Test
  void aCreatedPodEndsALackOfCapacityAndNoRowOfFailures() {
    holds.failed(WORKER, "it failed", 0);
    holds.failed(WORKER, "it failed", 0);
    holds.lacked(WORKER, "none is free", 0);
    holds.created(WORKER);
    assertEquals(false, isHeld(0));
    holds.failed(WORKER, "it failed", 0);
    assertEquals(true, isHeld(0));
  }

  @Test
  void aKeyThatIsAcceptedAgainEndsItsPauseAndNoOther() {
    holds.pauseForKey("the key is not accepted", 0);
    assertEquals(true, isHeld(4));
    holds.listed();
    assertEquals(false, isHeld(4));
    holds.pauseForAccount("there is no money", 0);
    holds.listed();
    assertEquals(true, isHeld(4));
    assertEquals(false, isHeld(5));
  }

  @ParameterizedTest
  @CsvSource({"-5, 1", "0, 1", "30, 30", "86400, 600"})
  void waitsAsLongAsItIsAskedToWithinReason(long asked, long seconds) {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    RunpodException limited =
        new RunpodException(
            Kind.RATE_LIMITED, "cannot list", "", List.of(), Optional.of(now.plusSeconds(asked)));
    assertEquals(Duration.ofSeconds(seconds), CreateHolds.wait(limited, now));
  }
}
