package org.dubnium.daemon.guard;

import static org.dubnium.daemon.domain.guard.GuardName.SERVER_DRAINABLE;
import static org.dubnium.daemon.guard.GuardBench.assertDeny;
import static org.dubnium.daemon.guard.GuardBench.assertFault;
import static org.dubnium.daemon.guard.GuardBench.assertPass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.observation.Observation.ServerLoad;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerDrainableTest {

  private final GuardBench timeless =
      GuardBench.with("{ \"vllm\": { \"drainDeadline\": \"0s\" } }");

  @ParameterizedTest
  @CsvSource({"3, 1", "1, 0", "0, 1"})
  void requestsThatAreGivenNoTimeAreNotCutOff(long running, long waiting) {
    Verdict.Deny deny =
        assertDeny(
            "requests-in-flight",
            timeless.one(SERVER_DRAINABLE, busy(running, waiting), "desktop"));
    assertEquals(
        "vLLM has %d requests running and %d waiting, and vllm.drainDeadline gives them no time (let them be answered, or set a deadline)"
            .formatted(running, waiting),
        deny.message());
    assertEquals(
        Map.of("running", Long.toString(running), "waiting", Long.toString(waiting)),
        deny.params());
  }

  @Test
  void anIdleServerMayGo() {
    assertPass(timeless.one(SERVER_DRAINABLE, busy(0, 0), "desktop"));
  }

  @Test
  void withADeadlineTheyAreAnsweredHoweverManyThereAre() {
    GuardBench shipped = GuardBench.shipped();
    assertPass(shipped.one(SERVER_DRAINABLE, busy(9, 9), "desktop"));
    assertPass(
        shipped.one(
            SERVER_DRAINABLE, Observations.compute().unavailable(Part.SERVER_LOAD), "desktop"));
  }

  @Test
  void withoutTheReadingNobodyCanTell() {
    assertFault(
        "cannot judge: cannot read server load: timed out",
        timeless.one(
            SERVER_DRAINABLE, Observations.compute().unavailable(Part.SERVER_LOAD), "desktop"));
  }

  @Test
  void itIsNotJudgedWhereNoServerStops() {
    assertTrue(silent(timeless.all(Observations.desktop(), "compute")));
    assertTrue(silent(timeless.all(busy(1, 0), "compute")));
    assertTrue(
        silent(
            timeless.all(
                busy(1, 0)
                    .unit("vllm.service", unit -> unit.state("activating", "start-post")),
                "desktop")));
  }

  @Test
  void itMayBePassedBy() {
    assertTrue(SERVER_DRAINABLE.bypassable());
  }

  private static boolean silent(List<GuardVerdict> verdicts) {
    return verdicts.stream().noneMatch(verdict -> verdict.guard() == SERVER_DRAINABLE);
  }

  private static ObservationBuilder busy(long running, long waiting) {
    return Observations.compute().serverLoad(new ServerLoad(running, waiting));
  }
}
