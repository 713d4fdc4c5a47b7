package org.dubnium.daemon.guard;

import static org.dubnium.daemon.domain.guard.GuardName.GPU_HOLDERS;
import static org.dubnium.daemon.guard.GuardBench.assertDeny;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.fixture.GpuFixture;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.Observations;
import org.junit.jupiter.api.Test;

/** How a holder is called that keeps a GPU from changing hands. */
class GpuHolderWordsTest {

  @Test
  void theGpuThatIsHeldIsNamedAmongSeveral() {
    Verdict.Deny deny =
        toCompute(
            Observations.desktop()
                .process(50, "python3", 1001, "session-5.scope", "5")
                .gpu(1, gpu -> gpu.process(50, GpuProcess.Kind.COMPUTE, 100)));
    assertTrue(
        deny.message().startsWith("GPU 1 (" + GpuFixture.uuid(1) + ") is held by "),
        deny::message);
    assertEquals(GpuFixture.uuid(1), deny.params().get("gpu"));
  }

  /** Neither manager nor its scope is to be stopped for one process. */
  @Test
  void aUsersManagerItselfIsEndedByPid() {
    Verdict.Deny deny =
        toCompute(
            Observations.desktop()
                .userProcess(50, "systemd", 1002, "init.scope", "")
                .opens(50, "/dev/nvidia0"));
    assertTrue(deny.message().endsWith("(end it with 'kill 50')"), deny::message);
  }

  @Test
  void aServiceOfTheSystemsHasNothingToDoWithWhoLingers() {
    Verdict.Deny deny =
        toCompute(
            Observations.desktop()
                .process(50, "ollama", 990, "ollama.service", "")
                .gpu(0, gpu -> gpu.process(50, GpuProcess.Kind.COMPUTE, 100))
                .aliceLingers());
    assertFalse(deny.message().contains("outlives"), deny::message);
  }

  private static Verdict.Deny toCompute(ObservationBuilder host) {
    return assertDeny("gpu-held", GuardBench.shipped().one(GPU_HOLDERS, host, "compute"));
  }
}
