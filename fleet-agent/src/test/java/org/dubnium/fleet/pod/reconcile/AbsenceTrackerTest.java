package org.dubnium.fleet.pod.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.PodIntent;
import org.dubnium.fleet.pod.store.PodIntent.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After which listings a pod counts as absent. */
class AbsenceTrackerTest {

  private static final PodName NAME = PlannerCase.name(0, "aaaaaa");

  private final AbsenceTracker tracker = new AbsenceTracker();
  private long now;

  private static List<PodIntent> intents(State state) {
    return List.of(
        new PodIntent(
            NAME,
            "NVIDIA A40",
            Usd.ZERO,
            Usd.ZERO,
            Optional.empty(),
            Instant.EPOCH,
            state,
            Optional.of("id"),
            Optional.empty()));
  }

  /** So many listings without it, so many seconds apart. */
  private void miss(State state, int listings, int seconds) {
    for (int i = 0; i < listings; i++) {
      if (i > 0) {
        now += Duration.ofSeconds(seconds).toNanos();
      }
      tracker.observe(intents(state), Set.of(), now);
    }
  }

  private boolean isAbsent(State state) {
    return tracker.absent(intents(state), now).contains(NAME);
  }

  @ParameterizedTest
  @CsvSource({
    "UNSETTLED, 3, 60, true",
    "UNSETTLED, 3, 59, false",
    "UNSETTLED, 2, 600, false",
    "UNSETTLED, 100, 1, false",
    "UNSETTLED, 121, 1, true",
    "SETTLED, 3, 60, true",
    "SETTLED, 2, 600, false",
    "LISTED, 2, 0, true",
    "LISTED, 1, 0, false",
    "CLOSED, 9, 600, false",
  })
  void countsListingsAndTime(State state, int listings, int seconds, boolean isAbsent) {
    miss(state, listings, seconds);
    assertEquals(isAbsent, isAbsent(state));
  }

  @Test
  void beginsAnewWhenItIsListed() {
    miss(State.LISTED, 1, 0);
    tracker.observe(intents(State.LISTED), Set.of(NAME), now);
    miss(State.LISTED, 1, 0);
    assertEquals(false, isAbsent(State.LISTED));
  }

  @Test
  void believesRunpodThatItIsTerminatedWhenAListingConfirmsIt() {
    tracker.ended(NAME, "id");
    assertEquals(false, isAbsent(State.LISTED));
    miss(State.LISTED, 1, 0);
    assertEquals(true, isAbsent(State.LISTED));
  }

  @Test
  void doesNotTakeTheEndOfAnotherPodOfItsNameForItsOwn() {
    tracker.ended(NAME, "other");
    miss(State.LISTED, 1, 0);
    assertEquals(false, isAbsent(State.LISTED));
  }
}
