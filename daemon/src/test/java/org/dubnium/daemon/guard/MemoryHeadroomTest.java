package org.dubnium.daemon.guard;

import static org.dubnium.daemon.domain.guard.GuardName.MEMORY_HEADROOM;
import static org.dubnium.daemon.guard.GuardBench.assertDeny;
import static org.dubnium.daemon.guard.GuardBench.assertFault;
import static org.dubnium.daemon.guard.GuardBench.assertPass;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.junit.jupiter.api.Test;

class MemoryHeadroomTest {

  private final GuardBench bench = GuardBench.shipped();

  @Test
  void theNeedIsThatOfTheModeThatIsEntered() {
    assertPass(
        bench.one(
            MEMORY_HEADROOM, Observations.desktop().memoryAvailableMiB(2048), "compute"));
    Verdict.Deny deny =
        assertDeny(
            "memory-short",
            bench.one(
                MEMORY_HEADROOM, Observations.desktop().memoryAvailableMiB(2047), "compute"));
    assertEquals(
        "2047 MiB of memory are available, and compute needs 2048 MiB (end what uses most of it)",
        deny.message());
    assertEquals(
        Map.of("available-mib", "2047", "needed-mib", "2048", "mode", "compute"), deny.params());
  }

  @Test
  void theNeediestModeOnTheWayCounts() {
    GuardBench greedyDesktop =
        GuardBench.with("{ \"modes\": { \"desktop\": { \"memoryHeadroomMiB\": 4096 } } }");
    assertDeny(
        "memory-short",
        greedyDesktop.one(
            MEMORY_HEADROOM, Observations.compute().memoryAvailableMiB(4000), "studio-local"));
  }

  @Test
  void aModeThatNeedsNoneIsEnteredThoughMemoryCannotBeRead() {
    GuardBench modest =
        GuardBench.with("{ \"modes\": { \"compute\": { \"memoryHeadroomMiB\": 0 } } }");
    assertPass(
        modest.one(
            MEMORY_HEADROOM, Observations.desktop().unavailable(Part.MEMORY), "compute"));
  }

  @Test
  void goingBackToTheBaseNeedsNothing() {
    assertPass(
        bench.one(MEMORY_HEADROOM, Observations.studio().memoryAvailableMiB(1), "desktop"));
    assertPass(
        bench.one(MEMORY_HEADROOM, Observations.studio().unavailable(Part.MEMORY), "desktop"));
  }

  @Test
  void withoutTheReadingNobodyCanTell() {
    assertFault(
        "cannot judge: cannot read memory: timed out",
        bench.one(MEMORY_HEADROOM, Observations.desktop().unavailable(Part.MEMORY), "compute"));
  }
}
