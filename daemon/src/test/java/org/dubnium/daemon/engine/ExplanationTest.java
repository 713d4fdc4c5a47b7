package org.dubnium.daemon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionPlan.Ending;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.Policies;
import org.dubnium.daemon.guard.Losses;
import org.dubnium.daemon.guard.Passage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {

  /** Who asks for a disruptive one needs more authority. */
  @ParameterizedTest(name = "reached {0}, ends work {1}, ends sessions {2}")
  @CsvSource({
    "false, false, false, false",
    "false, true, false, true",
    "false, false, true, true",
    "false, true, true, true",
    "true, true, true, false"
  })
  void isDisruptiveIfSomebodyLosesSomethingByIt(
      boolean reached, boolean work, boolean sessions, boolean disruptive) {
    assertEquals(
        disruptive, explanation(reached, work, sessions, "memory-short").isDisruptive());
  }

  @ParameterizedTest
  @CsvSource({"placed-elsewhere, true", "gpu-absent, false"})
  void belongsToAnotherHostIfItsPlacementSaysSo(String code, boolean elsewhere) {
    assertEquals(elsewhere, explanation(false, false, false, code).isPlacedElsewhere());
  }

  private static Explanation explanation(
      boolean reached, boolean work, boolean sessions, String code) {
    TransitionPlan plan =
        new TransitionPlan(
            Optional.of(EngineBench.DESKTOP),
            Set.of(),
            EngineBench.COMPUTE,
            List.of(EngineBench.COMPUTE),
            List.of(),
            work ? List.of(new Ending(Ending.UNIT, "a.service", "")) : List.of());
    Losses losses =
        new Losses(sessions ? Set.of("session 2 of alice") : Set.of(), List.of(), 0, List.of());
    List<GuardVerdict> verdicts =
        List.of(
            new GuardVerdict(GuardName.CPU_LOAD, new Verdict.Pass(), false),
            new GuardVerdict(
                GuardName.PLACEMENT_PRESENT,
                new Verdict.Deny(code, "no", List.of(), Map.of()),
                false));
    Assessment judged =
        new Assessment(
            HostSnapshot.of(Observations.desktop().build(), Policies.shipped()),
            reached,
            Reading.of(plan),
            Passage.NONE,
            verdicts,
            Reading.of(losses),
            Optional.empty(),
            List.of());
    return new Explanation(judged, plan, losses, Optional.empty());
  }
}
