package org.dubnium.daemon.guard;

import static org.dubnium.daemon.domain.guard.GuardName.GPU_HOLDERS;
import static org.dubnium.daemon.guard.GuardBench.assertDeny;
import static org.dubnium.daemon.guard.GuardBench.assertFault;
import static org.dubnium.daemon.guard.GuardBench.assertPass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.fixture.GpuFixture;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.Sessions;
import org.dubnium.daemon.fixture.UnitFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpusReleasableTest {

  @Test
  void aForeignServiceIsNamedWithAllThatIsKnownAndHowToEndIt() {
    Verdict.Deny deny =
        assertDeny(
            "gpu-held",
            toCompute(
                Observations.desktop()
                    .process(4711, "ollama", 990, "ollama.service", "")
                    .gpu(0, gpu -> gpu.process(4711, GpuProcess.Kind.COMPUTE, 3072))));
    assertEquals(
        "GPU 0 ("
            + GpuFixture.uuid(0)
            + ") is held by pid 4711 (ollama) of ollama.service, compute, 3072 MiB (end it with"
            + " 'systemctl stop ollama.service')",
        deny.message());
    assertEquals(
        Map.of(
            "gpu", GpuFixture.uuid(0),
            "pid", "4711",
            "kind", "compute",
            "command", "ollama",
            "unit", "ollama.service",
            "bytes", Long.toString(3072 * GpuFixture.MIB)),
        deny.params());
  }

  @Test
  void aProcessOfASessionThatStaysHoldsIt() {
    Verdict.Deny deny =
        assertDeny(
            "gpu-held",
            toCompute(
                Observations.desktop()
                    .process(50, "python3", 1001, "session-5.scope", "5")
                    .gpu(0, gpu -> gpu.process(50, GpuProcess.Kind.COMPUTE, 100))));
    assertEquals("5", deny.params().get("session"));
    assertTrue(deny.message().endsWith("(end it with 'kill 50')"), deny::message);
  }

  @ParameterizedTest
  @CsvSource({
    "session-2.scope, 2, true",
    "session-2.scope, '', true",
    "display-manager.service, '', true",
    "gdm.service, '', true",
    "audio-priority.service, '', true",
    "session-5.scope, 5, false",
    "ollama.service, '', false",
    "user@1001.service, '', false"
  })
  void whatThePlanEndsDoesNotCount(String unit, String session, boolean ends) {
    Verdict verdict =
        toCompute(
            Observations.desktop()
                .unit("display-manager.service", manager -> manager.named("gdm.service"))
                .process(50, "something", 1000, unit, session)
                .opens(50, "/dev/nvidia0"));
    if (ends) {
      assertPass(verdict);
    } else {
      assertDeny("gpu-held", verdict);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "COMPUTE, true, false",
    "GRAPHICS, true, true",
    "MPS, true, false",
    "COMPUTE, false, true",
    "GRAPHICS, false, true"
  })
  void theUsersManagerEndsWithTheLastSessionAndItsGraphicsWithTheGraphicalOne(
      GpuProcess.Kind kind, boolean alsoOverSsh, boolean ends) {
    ObservationBuilder host =
        Observations.desktop()
            .process(50, "gnome-shell", 1000, "user@1000.service", "")
            .gpu(0, gpu -> gpu.process(50, kind, 100));
    if (alsoOverSsh) {
      host.session(Sessions.ssh("7", "alice", 1000));
    }
    Verdict verdict = toCompute(host);
    if (ends) {
      assertPass(verdict);
    } else {
      assertDeny("gpu-held", verdict);
    }
  }

  @Test
  void onLeavingComputeTheModelServerGoesAndAJobDoesNot() {
    assertPass(toDesktop(Observations.compute()));
    assertDeny(
        "gpu-held",
        toDesktop(
            Observations.compute()
                .process(50, "python3", 1001, "session-5.scope", "5")
                .gpu(0, gpu -> gpu.process(50, GpuProcess.Kind.COMPUTE, 100))));
  }

  @Test
  void onlyGpusThatChangeHandsCount() {
    ObservationBuilder host =
        Observations.desktop()
            .gpu(1, gpu -> {})
            .process(50, "python3", 1001, "session-5.scope", "5")
            .opens(50, "/dev/nvidia0")
            .gpu(0, gpu -> gpu.process(50, GpuProcess.Kind.COMPUTE, 100));
    String roles = "{ \"hardware\": { \"displayGpu\": \"0\", \"computeGpus\": [\"%s\"] } }";
    assertPass(GuardBench.with(roles.formatted("1")).one(GPU_HOLDERS, host, "compute"));
    assertDeny(
        "gpu-held", GuardBench.with(roles.formatted("0")).one(GPU_HOLDERS, host, "compute"));
  }

  @Test
  void theOverlayTakesNoGpu() {
    assertPass(
        GuardBench.shipped()
            .one(GPU_HOLDERS, Observations.desktop().unavailable(Part.GPUS), "studio-local"));
  }

  @Test
  void withoutReadingsNobodyCanTell() {
    assertFault(
        "cannot judge: the plan could not tell which GPUs change hands",
        toCompute(Observations.desktop().unavailable(Part.GPUS)));
    assertFault(
        "cannot judge: cannot read processes: timed out",
        toCompute(Observations.desktop().unavailable(Part.PROCESSES)));
    assertFault(
        "cannot judge: GPU_IS_LOST",
        toCompute(
            Observations.desktop().gpu(0, gpu -> gpu.processesUnavailable("GPU_IS_LOST"))));
  }

  @Test
  void readingsThatFailAfterThePlanWasMadeAreSaid() {
    Observation planned = Observations.desktop().build();
    Observation later = Observations.desktop().unavailable(Part.GPUS).build();
    assertFault(
        "cannot judge: cannot read gpus: timed out",
        GuardBench.pick(GPU_HOLDERS, GuardBench.shipped().all(planned, later, "compute")));
  }

  @Test
  void aConfiguredGpuThatIsNotThereHasNothingToRelease() {
    assertPass(
        GuardBench.with("{ \"hardware\": { \"computeGpus\": [\"7\"] } }")
            .one(GPU_HOLDERS, Observations.desktop(), "compute"));
  }

  @Test
  void whatStopsOnAnEarlierLegIsEndedToo() {
    assertPass(
        GuardBench.shipped()
            .one(
                GPU_HOLDERS,
                Observations.studio()
                    .unit("studio-local-policy.service", unit -> unit.stops("plugin-host.service"))
                    .unit("plugin-host.service", UnitFixture::up)
                    .process(50, "plugin-host", 990, "plugin-host.service", "")
                    .gpu(0, gpu -> gpu.process(50, GpuProcess.Kind.COMPUTE, 100)),
                "compute"));
  }

  private static Verdict toCompute(ObservationBuilder host) {
    return GuardBench.shipped().one(GPU_HOLDERS, host, "compute");
  }

  private static Verdict toDesktop(ObservationBuilder host) {
    return GuardBench.shipped().one(GPU_HOLDERS, host, "desktop");
  }
}
