package org.dubnium.fleet.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.pod.PhaseHistory.Change;
import org.junit.jupiter.api.Test;

class PhaseHistoryTest {

  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

  private final Map<PodName, List<Change>> pods = new HashMap<>();

  private static Change change(PodPhase phase, long second) {
    return new Change(phase, T0.plusSeconds(second));
  }

  private PodName started(String declaration, int index, long asked, long took) {
    PodName name = Declarations.name(declaration, index);
    pods.put(
        name,
        List.of(
            change(PodPhase.REQUESTED, asked),
            change(PodPhase.STARTING, asked + took / 2),
            change(PodPhase.READY, asked + took),
            change(PodPhase.UNREADY, asked + took + 1),
            change(PodPhase.READY, asked + took + 100)));
    return name;
  }

  private Optional<Duration> usual(String declaration) {
    return new PhaseHistory(pods).usualStart(declaration);
  }

  @Test
  void theUsualStartIsTheMedianOfTheLast() {
    assertEquals(Optional.empty(), usual("worker"));
    started("worker", 0, 0, 60);
    assertEquals(Optional.of(Duration.ofSeconds(60)), usual("worker"));
    started("worker", 1, 1000, 100);
    started("worker", 2, 2000, 500);
    assertEquals(Optional.of(Duration.ofSeconds(100)), usual("worker"));
    assertEquals(Optional.empty(), usual("serve"));
    for (int i = 3; i < 13; i++) {
      started("worker", i, 1000L * i, 20);
    }
    assertEquals(Optional.of(Duration.ofSeconds(20)), usual("worker"));
  }

  @Test
  void whatWasNotSeenFromItsBeginningOrNeverServedSaysNothing() {
    pods.put(Declarations.name("worker", 0), List.of(change(PodPhase.RUNNING, 0), change(PodPhase.READY, 9)));
    pods.put(Declarations.name("worker", 1), List.of(change(PodPhase.REQUESTED, 0)));
    // The clock was put back.
    pods.put(Declarations.name("worker", 2), List.of(change(PodPhase.REQUESTED, 9), change(PodPhase.READY, 0)));
    assertEquals(Optional.empty(), usual("worker"));
  }

  @Test
  void thePhaseThatAPodHasIsItsLast() {
    PodName name = started("worker", 0, 0, 60);
    assertEquals(Optional.of(T0.plusSeconds(160)), new PhaseHistory(pods).since(name));
    assertEquals(Optional.empty(), new PhaseHistory(pods).since(Declarations.name("serve", 0)));
  }
}
