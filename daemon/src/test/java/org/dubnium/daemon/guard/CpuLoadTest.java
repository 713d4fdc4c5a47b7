package org.dubnium.daemon.guard;

import static org.dubnium.daemon.domain.guard.GuardName.CPU_LOAD;
import static org.dubnium.daemon.guard.GuardBench.assertDeny;
import static org.dubnium.daemon.guard.GuardBench.assertFault;
import static org.dubnium.daemon.guard.GuardBench.assertPass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.junit.jupiter.api.Test;

class CpuLoadTest {

  private final GuardBench bench = GuardBench.shipped();
  private final GuardBench off = GuardBench.with("{ \"cpuLoad\": { \"perCpu\": null } }");

  @Test
  void whatEachCpuHasToDoCounts() {
    assertPass(bench.one(CPU_LOAD, Observations.desktop().load(64), "compute"));
    Verdict.Deny deny =
        assertDeny(
            "load-high", bench.one(CPU_LOAD, Observations.desktop().load(72.5), "compute"));
    assertEquals(
        "the load average of 5 minutes is 72.50 on 16 CPUs, 4.53 for each, and cpuLoad.perCpu"
            + " allows 4.0 (see 'top' for what runs, and wait for it)",
        deny.message());
    assertEquals(
        Map.of("load", "72.5", "cpus", "16", "limit-per-cpu", "4.0"), deny.params());
  }

  @Test
  void anAdministratorMaySwitchItOff() {
    assertPass(off.one(CPU_LOAD, Observations.desktop().load(9000), "compute"));
    assertPass(off.one(CPU_LOAD, Observations.desktop().unavailable(Part.LOAD), "compute"));
  }

  @Test
  void withoutTheReadingNobodyCanTell() {
    assertFault(
        "cannot judge: cannot read load: timed out",
        bench.one(CPU_LOAD, Observations.desktop().unavailable(Part.LOAD), "compute"));
  }

  @Test
  void itMayBePassedBy() {
    assertTrue(CPU_LOAD.bypassable());
  }
}
