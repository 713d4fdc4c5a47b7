package org.dubnium.daemon.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.dubnium.daemon.domain.policy.Policy.ReconcilePolicy;
import org.dubnium.daemon.reconcile.Breaker.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerTest {

  private static final ReconcilePolicy LIMITS =
      new ReconcilePolicy(
          3, Duration.ofMinutes(10), Duration.ofSeconds(5), Duration.ofSeconds(30));

  private static final ReconcilePolicy NEVER =
      new ReconcilePolicy(
          0, Duration.ofMinutes(10), Duration.ofSeconds(5), Duration.ofSeconds(30));

  /**
   * What is seen and done, each at a second: D drifting, W well, A a repair begins, X one does not
   * come about. Then what is to be done at the last of these moments.
   */
  @ParameterizedTest
  @CsvSource({
    "D0,                                wait 5",
    "D0 D4,                             wait 1",
    "D0 D5,                             act",
    "D0 D5 X5 D6,                       wait 4",
    "D0 D5 A5 D6,                       wait 9",
    "D0 D5 A5 D15,                      act",
    "D0 D5 A5 D15 A15 D16,              wait 19",
    "D0 D5 A5 D15 A15 D35 A35 D36,      give up",
    "D0 A5 A15 A35 D36 D9999,           give up",
    "D0 A5 A15 A35 D36 W50 D51,         wait 5",
    // One that is repaired and dies again is repaired so often within the window, and no more.
    "D0 A5 W6 D60 A70 W71 D130,         wait 20",
    "D0 A5 W6 D60 A70 W71 D130 A150 W151 D200, give up",
    "D0 A5 W6 D60 A70 W71 D130 A150 W151 W800 D801, wait 5",
    // A start that fails by taking long counts, however long it took.
    "D0 A5 D2000 A2001 D4000 A4001 D6000, give up",
  })
  void decides(String history, String decision) {
    assertEquals(decision, words(history, LIMITS));
  }

  @Test
  void triesNothingWithoutABudget() {
    assertEquals("give up", words("D0", NEVER));
  }

  @Test
  void whatTripsStaysOpenUntilItIsSeenWell() {
    Breaker tripped = Breaker.closed().drifting(at(0), LIMITS).tripped();
    assertEquals(new Decision.GiveUp(), tripped.drifting(at(9999), LIMITS).decide(at(9999)));
    assertEquals(Breaker.closed(), tripped.well(at(1), LIMITS));
  }

  private static String words(String history, ReconcilePolicy limits) {
    Breaker breaker = Breaker.closed();
    Instant now = at(0);
    for (String entry : List.of(history.split(" "))) {
      now = at(Long.parseLong(entry.substring(1)));
      breaker =
          switch (entry.charAt(0)) {
            case 'D' -> breaker.drifting(now, limits);
            case 'W' -> breaker.well(now, limits);
            case 'A' -> breaker.attempted(now, limits);
            case 'X' -> breaker.waiting(now, limits);
            default -> throw new IllegalArgumentException(entry);
          };
    }
    return switch (breaker.decide(now)) {
      case Decision.Act act -> "act";
      case Decision.Wait(Duration time) -> "wait " + time.toSeconds();
      case Decision.GiveUp giveUp -> "give up";
    };
  }

  private static Instant at(long second) {
    return Instant.EPOCH.plusSeconds(second);
  }
}
