package org.dubnium.fleet.telemetry.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.dubnium.fleet.domain.NodeId;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final NodeId A = new NodeId("a");

  @Test
  void readingsAndFailuresAreCounted() {
    Tally tally = new Tally(A, "one");
    assertEquals(new SourceTally(A, "one", 0, 0, Duration.ZERO), tally.now());
    tally.count(false, Duration.ofSeconds(2));
    tally.count(true, Duration.ofSeconds(5));
    assertEquals(new SourceTally(A, "one", 2, 1, Duration.ofSeconds(5)), tally.now());
    tally.count(false, Duration.ofSeconds(1));
    assertEquals(new SourceTally(A, "one", 3, 1, Duration.ofSeconds(1)), tally.now());
  }

  @Test
  void aClockThatIsPutBackMakesNoNegativeTime() {
    Tally tally = new Tally(A, "one");
    tally.count(false, Duration.ofHours(-1));
    assertEquals(Duration.ZERO, tally.now().last());
  }
}
