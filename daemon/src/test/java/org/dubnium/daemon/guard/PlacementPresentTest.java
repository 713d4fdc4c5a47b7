package org.dubnium.daemon.guard;

import static org.dubnium.daemon.domain.guard.GuardName.PLACEMENT_PRESENT;
import static org.dubnium.daemon.guard.GuardBench.assertDeny;
import static org.dubnium.daemon.guard.GuardBench.assertFault;
import static org.dubnium.daemon.guard.GuardBench.assertPass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.observation.DriverFit;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementPresentTest {

  private final GuardBench elsewhere =
      GuardBench.with("{ \"capabilityPlacement\": { \"studio\": \"mixer\" } }");

  @Test
  void aStudioThatIsPlacedOnAnotherHostIsNotEntered() {
    Verdict.Deny deny =
        assertDeny(
            "placed-elsewhere",
            elsewhere.one(PLACEMENT_PRESENT, Observations.desktop(), "studio-local"));
    assertEquals(
        "studio-local needs the studio, which is placed on mixer (use it there, or set"
            + " capabilityPlacement.studio to \"local\")",
        deny.message());
    assertEquals(
        Map.of("mode", "studio-local", "capability", "studio", "host", "mixer"), deny.params());
  }

  @ParameterizedTest
  @CsvSource({"desktop, compute, true", "desktop, studio-local, false", "compute, desktop, false"})
  void aDriverThatRefusesNewProgramsKeepsOutWhatNeedsTheGpu(String from, String to, boolean denied) {
    DriverFit upgraded =
        new DriverFit(Reading.of("580.105.08"), Reading.of("580.95.05"), Optional.empty());
    ObservationBuilder host =
        (from.equals("desktop") ? Observations.desktop() : Observations.compute())
            .driverFit(upgraded);
    Verdict verdict = GuardBench.shipped().one(PLACEMENT_PRESENT, host, to);
    if (denied) {
      Verdict.Deny deny = assertDeny("driver-mismatch", verdict);
      assertEquals(upgraded.failure(), Optional.of(deny.message()));
    } else {
      assertPass(verdict);
    }
  }

  @Test
  void aDriverThatNobodyCanTellAboutKeepsOutNobody() {
    assertPass(GuardBench.shipped().one(PLACEMENT_PRESENT, Observations.desktop(), "compute"));
    assertPass(
        GuardBench.shipped()
            .one(PLACEMENT_PRESENT, Observations.desktop().unavailable(Part.GPUS), "compute"));
  }

  /** What tells a program that it is to ask the other host. */
  @Test
  void onlyThisGuardsVerdictSaysElsewhere() {
    Verdict.Deny placed =
        assertDeny(
            "placed-elsewhere",
            elsewhere.one(PLACEMENT_PRESENT, Observations.desktop(), "studio-local"));
    assertTrue(
        PlacementPresent.saysElsewhere(new GuardVerdict(PLACEMENT_PRESENT, placed, false)));
    assertFalse(
        PlacementPresent.saysElsewhere(
            new GuardVerdict(GuardName.TARGET_REACHABLE, placed, false)));
    for (Verdict other :
        List.of(
            new Verdict.Pass(),
            new Verdict.Fault("cannot judge"),
            new Verdict.Deny("gpu-absent", "GPU 1 is not there", List.of(), Map.of()))) {
      assertFalse(
          PlacementPresent.saysElsewhere(new GuardVerdict(PLACEMENT_PRESENT, other, false)),
          other::toString);
    }
  }

  @Test
  void otherModesAndLeavingTheStudioNeedNoStudio() {
    assertPass(elsewhere.one(PLACEMENT_PRESENT, Observations.desktop(), "compute"));
    assertPass(elsewhere.one(PLACEMENT_PRESENT, Observations.studio(), "desktop"));
  }

  @Test
  void aCapabilityThatIsPlacedNowhereIsTakenToBeHere() {
    assertPass(
        GuardBench.with("{ \"capabilityPlacement\": { \"studio\": null } }")
            .one(PLACEMENT_PRESENT, Observations.desktop(), "studio-local"));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"computeGpus\": [\"0\"]', compute, ''",
    "'\"computeGpus\": [\"0\", \"1\"]', compute, computeGpus",
    "'\"presentGpus\": [\"0\", \"1\"]', compute, presentGpus",
    "'\"presentGpus\": [\"0\", \"1\"], \"displayGpu\": \"1\"', compute, presentGpus",
    "'\"displayGpu\": \"1\"', compute, ''",
    "'\"displayGpu\": \"1\"', studio-local, displayGpu",
    "'\"computeGpus\": [\"1\"]', studio-local, ''",
    "'\"presentGpus\": [\"0\", \"1\"]', studio-local, ''"
  })
  void aGpuThatTheModeNeedsMustBeVisible(String hardware, String to, String named) {
    GuardBench bench = GuardBench.with("{ \"hardware\": { " + hardware + " } }");
    Verdict verdict = bench.one(PLACEMENT_PRESENT, Observations.desktop(), to);
    if (named.isEmpty()) {
      assertPass(verdict);
    } else {
      Verdict.Deny deny = assertDeny("gpu-absent", verdict);
      assertEquals(
          "GPU 1 is not there, and hardware."
              + named
              + " names it (see 'nvidia-smi -L' and the kernel's log, or change the setting)",
          deny.message());
      assertEquals(Map.of("gpu", "1", "named-by", "hardware." + named), deny.params());
    }
  }

  @Test
  void withoutTheReadingNobodyCanTellWhetherANamedGpuIsThere() {
    GuardBench named = GuardBench.with("{ \"hardware\": { \"displayGpu\": \"0\" } }");
    assertFault(
        "cannot judge: cannot read gpus: timed out",
        named.one(
            PLACEMENT_PRESENT, Observations.desktop().unavailable(Part.GPUS), "studio-local"));
    assertPass(
        GuardBench.shipped()
            .one(
                PLACEMENT_PRESENT,
                Observations.desktop().unavailable(Part.GPUS),
                "studio-local"));
  }
}
