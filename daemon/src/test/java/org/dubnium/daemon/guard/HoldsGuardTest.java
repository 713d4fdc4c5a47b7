package org.dubnium.daemon.guard;

import static org.dubnium.daemon.domain.guard.GuardName.HOLDS;
import static org.dubnium.daemon.guard.GuardBench.assertDeny;
import static org.dubnium.daemon.guard.GuardBench.assertPass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.Observations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldsGuardTest {

  /** An overlay lies over its base: to put it on or to take it off leaves the base as it is. */
  @ParameterizedTest
  @CsvSource(
      value = {
        "desktop | compute      | LEAVE | desktop      | true",
        "desktop | compute      | ENTER | desktop      | false",
        "desktop | compute      | ENTER | compute      | true",
        "desktop | compute      | ANY   | compute      | true",
        "desktop | compute      | ANY   | desktop      | true",
        "desktop | compute      | ANY   | studio-local | false",
        "desktop | compute      | ANY   | ''           | true",
        "desktop | studio-local | LEAVE | desktop      | false",
        "desktop | studio-local | ENTER | studio-local | true",
        "studio  | desktop      | LEAVE | studio-local | true",
        "studio  | desktop      | ENTER | desktop      | false",
        "studio  | compute      | LEAVE | studio-local | true",
        "studio  | compute      | LEAVE | desktop      | true",
        "studio  | compute      | ENTER | desktop      | false",
      },
      delimiter = '|')
  void concernsTheModesThatAreLeftAndEntered(
      String from, String to, Hold.Direction direction, String mode, boolean blocks) {
    ObservationBuilder host =
        from.equals("desktop") ? Observations.desktop() : Observations.studio();
    Verdict verdict = judge(hold(Hold.Kind.BLOCK, direction, mode), host, to);
    if (blocks) {
      assertEquals(
          "reaper (hold 7): recording (it ends with process 4711, or with 'mode release 7')",
          assertDeny("held", verdict).message());
    } else {
      assertPass(verdict);
    }
  }

  @Test
  void aDelayForbidsNothing() {
    assertPass(
        judge(
            hold(Hold.Kind.DELAY, Hold.Direction.ANY, ""), Observations.desktop(), "compute"));
  }

  @Test
  void mayBePassedBy() {
    List<GuardVerdict> verdicts =
        GuardBench.shipped()
            .held(hold(Hold.Kind.BLOCK, Hold.Direction.ANY, ""))
            .askedBy(new Asker(0, Set.of(HOLDS)))
            .all(Observations.desktop(), "compute");
    assertFalse(verdicts.stream().anyMatch(GuardVerdict::blocks));
    assertDeny("held", GuardBench.pick(HOLDS, verdicts));
  }

  /** Granted are the holds that were seen; a later one is named, and not those that are passed by. */
  @Test
  void aLaterHoldIsNotPassedBy() {
    Hold granted = hold(Hold.Kind.BLOCK, Hold.Direction.ANY, "");
    Hold later = another(8, 1000);
    Asker asker =
        new Asker(0, Set.of(HOLDS), Optional.of(Set.of(Grant.PassedHold.of(granted))));
    List<GuardVerdict> verdicts =
        GuardBench.shipped()
            .held(granted, later)
            .askedBy(asker)
            .all(Observations.desktop(), "compute");
    assertEquals(
        List.of(HOLDS),
        verdicts.stream().filter(GuardVerdict::blocks).map(GuardVerdict::guard).toList());
    assertEquals(
        List.of("reaper (hold 8): recording (it ends with process 4711, or with 'mode release 8')"),
        assertDeny("held", GuardBench.pick(HOLDS, verdicts)).evidence());
    assertTrue(asker.passes(granted));
    assertFalse(asker.passes(another(7, 1001)), "another owner's hold with the same cookie");
    assertFalse(
        new Asker(0, Set.of(), asker.holds()).passes(granted), "who does not ask for it");
  }

  private static Hold another(long cookie, long uid) {
    return new Hold(
        cookie,
        Optional.empty(),
        Hold.Direction.ANY,
        Hold.Kind.BLOCK,
        "reaper",
        "recording",
        new Caller(uid, ":1.8", Optional.empty()),
        Optional.of(new Hold.Tie(4711, 1)),
        Instant.EPOCH);
  }

  private static Verdict judge(Hold hold, ObservationBuilder host, String to) {
    return GuardBench.shipped().held(hold).one(HOLDS, host, to);
  }

  private static Hold hold(Hold.Kind kind, Hold.Direction direction, String mode) {
    return new Hold(
        7,
        mode.isEmpty() ? Optional.empty() : Optional.of(new ModeName(mode)),
        direction,
        kind,
        "reaper",
        "recording",
        new Caller(1000, ":1.7", Optional.empty()),
        Optional.of(new Hold.Tie(4711, 1)),
        Instant.EPOCH);
  }
}
