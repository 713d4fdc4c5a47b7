package org.dubnium.daemon.guard;

import static org.dubnium.daemon.domain.guard.GuardName.GPU_HOLDERS;
import static org.dubnium.daemon.guard.GuardBench.assertDeny;
import static org.dubnium.daemon.guard.GuardBench.assertFault;
import static org.dubnium.daemon.guard.GuardBench.assertPass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
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
  void whatAUnitLeftBehindIsEndedByItself() {
    Verdict.Deny deny =
        assertDeny(
            "gpu-held",
            toCompute(
                Observations.desktop()
                    .unit("vllm.service", UnitFixture::down)
                    .process(4711, "VLLM::EngineCor", 970, "vllm.service", "")
                    .gpu(0, gpu -> gpu.process(4711, GpuProcess.Kind.COMPUTE, 3072))));
    assertTrue(deny.message().endsWith("(end it with 'kill 4711')"), deny::message);
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
    assertEnds(ends, verdict);
  }

  /** The desktop's own parts run as user services: they go with it, also where the manager stays. */
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
            .userProcess(
                50, "gnome-shell", 1000, "org.gnome.Shell@wayland.service", "session.slice")
            .gpu(0, gpu -> gpu.process(50, kind, 100));
    if (alsoOverSsh) {
      host.session(Sessions.ssh("7", "alice", 1000));
    }
    assertEnds(ends, toCompute(host));
  }

  @ParameterizedTest
  @CsvSource({
    "hold.service, app.slice, false",
    "sunshine.service, app.slice, false",
    "app-dev.lizardbyte.app.Sunshine.service, app.slice, false",
    "libpod-4fa.scope, user.slice, false",
    "tmux-spawn-1.scope, app.slice, false",
    "run-r1.scope, app.slice, false",
    "tracker-miner-fs-3.service, background.slice, false",
    "plasma-kwin_wayland.service, session.slice, true",
    "anything.service, session.slice, true",
    "app-gnome-firefox-4711.scope, app.slice, true",
    "app-org.kde.konsole@4711.service, app.slice, true",
    "xdg-desktop-portal-gnome.service, app.slice, true",
    "waybar.service, app.slice, true"
  })
  void ofALingeringUsersUnitsOnlyThoseOfTheDesktopEnd(String unit, String slice, boolean ends) {
    for (String how : new String[] {"device", "graphics"}) {
      ObservationBuilder host =
          Observations.desktop().userProcess(50, "hold", 1000, unit, slice).aliceLingers();
      if (how.equals("device")) {
        host.opens(50, "/dev/nvidia0");
      } else {
        host.gpu(0, gpu -> gpu.process(50, GpuProcess.Kind.GRAPHICS, 10));
      }
      assertEnds(ends, toCompute(host));
    }
  }

  @Test
  void whatOutlivesTheDesktopIsNamedWithWhyAndHowToEndIt() {
    ObservationBuilder host =
        Observations.desktop()
            .userProcess(50, "gpu-hold", 1000, "hold.service", "app.slice")
            .gpu(0, gpu -> gpu.process(50, GpuProcess.Kind.GRAPHICS, 10));
    assertPass(toCompute(host));
    Verdict.Deny deny = assertDeny("gpu-held", toCompute(host.aliceLingers()));
    assertEquals(
        "GPU 0 ("
            + GpuFixture.uuid(0)
            + ") is held by pid 50 (gpu-hold) of hold.service of user@1000.service, graphics, 10 MiB,"
            + " which outlives the desktop since alice lingers (end it with 'systemctl --user -M"
            + " alice@ stop hold.service')",
        deny.message());
    assertEquals("hold.service", deny.params().get("user-unit"));
    assertEquals("user@1000.service", deny.params().get("unit"));
  }

  @ParameterizedTest
  @CsvSource({
    "user, active, false",
    "user, closing, false",
    "background, active, false",
    "manager, active, true",
    "manager-early, active, true"
  })
  void whoIsStillLoggedInElsewhereKeepsTheManager(
      String sessionClass, String state, boolean ends) {
    ObservationBuilder host =
        Observations.desktop()
            .userProcess(50, "gpu-hold", 1000, "hold.service", "app.slice")
            .opens(50, "/dev/nvidia0")
            .session(
                Sessions.session("7", "alice", 1000, "tty", sessionClass, state, "", true));
    Verdict verdict = toCompute(host);
    assertEnds(ends, verdict);
    if (!ends) {
      String told = assertDeny("gpu-held", verdict).message();
      assertTrue(
          told.contains("since session 7 of alice (tty, remote) stays (end it with"), told);
    }
  }

  /** {@code gpuRelease.timeout} is 30 s. */
  @ParameterizedTest
  @CsvSource({"0, true", "10, true", "29, true", "30, false", "90, false"})
  void aManagerThatLogindLetsStayIsWaitedForOnlySoLong(long seconds, boolean ends) {
    Verdict verdict =
        toCompute(
            Observations.desktop()
                .userProcess(50, "gpu-hold", 1000, "hold.service", "app.slice")
                .opens(50, "/dev/nvidia0")
                .alicesManagerStays(Duration.ofSeconds(seconds)));
    assertEnds(ends, verdict);
    if (!ends) {
      String told = assertDeny("gpu-held", verdict).message();
      assertTrue(told.contains("since logind lets it stay for " + seconds + " s"), told);
    }
  }

  @Test
  void aUserServiceOfSomebodyWhoIsNotLoggedInIsNamedByUid() {
    Verdict.Deny deny =
        assertDeny(
            "gpu-held",
            toCompute(
                Observations.desktop()
                    .userProcess(50, "gpu-hold", 1002, "hold.service", "app.slice")
                    .opens(50, "/dev/nvidia0")));
    assertTrue(
        deny.message().endsWith("(end it with 'systemctl --user -M 1002@ stop hold.service')"),
        deny::message);
  }

  @Test
  void aProcessThatWasNotReadThroughIsNamedUnlessThePlanEndsIt() {
    String why = "it has 16384 files open or more";
    assertPass(
        toCompute(
            Observations.desktop()
                .process(50, "flood", 1000, "session-2.scope", "2")
                .unread(50, why)));
    Verdict.Deny deny =
        assertDeny(
            "gpu-held",
            toCompute(
                Observations.desktop()
                    .process(50, "flood", 1001, "session-5.scope", "5")
                    .unread(50, why)));
    assertEquals("unread", deny.params().get("kind"));
    assertTrue(
        deny.message()
            .endsWith(
                "may be held by pid 50 (flood) of session-5.scope, session 5, not all of whose files"
                    + " were looked at since " + why + " (end it with 'kill 50')"),
        deny::message);
  }

  @Test
  void processesThatWereLeftOutAreSaidAndNeverCountAsNone() {
    assertFault(
        "cannot judge: cannot look at 7 of 9 processes",
        toCompute(Observations.desktop().omits("cannot look at 7 of 9 processes")));
  }

  /** {@code kill 0} and {@code kill -1} would end the wrong ones. */
  @ParameterizedTest
  @CsvSource({"0", "-1", "-2147483648"})
  void nobodyIsToldToKillWhatIsNoProcessOfThisHost(int pid) {
    Verdict.Deny deny =
        assertDeny(
            "gpu-held",
            toCompute(
                Observations.desktop()
                    .gpu(0, gpu -> gpu.process(pid, GpuProcess.Kind.COMPUTE, 100))));
    assertFalse(deny.message().contains("kill"), deny::message);
    assertTrue(
        deny.message()
            .endsWith("('nvidia-smi' in the containers of this host shows it; stop that one)"),
        deny::message);
    assertEquals("0", deny.params().get("pid"));
  }

  @ParameterizedTest
  @CsvSource({
    "nvidia-powerd.service, nvidia-powerd",
    "dcgm-exporter.service, dcgm-exporter",
    "nvidia_gpu_exporter.service, nvidia_gpu_expo",
    "lactd.service, lact",
    "coolercontrold.service, coolercontrold"
  })
  void aVendorsOrAWatchersDaemonThatUsesNothingStandsInNobodysWay(String unit, String command) {
    ObservationBuilder host =
        Observations.desktop()
            .process(50, command, 0, unit, "")
            .opens(50, "/dev/nvidiactl", "/dev/nvidia0");
    assertPass(toCompute(host));
    assertDeny(
        "gpu-held", toCompute(host.gpu(0, gpu -> gpu.process(50, GpuProcess.Kind.COMPUTE, 1))));
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

  private static void assertEnds(boolean ends, Verdict verdict) {
    if (ends) {
      assertPass(verdict);
    } else {
      assertDeny("gpu-held", verdict);
    }
  }

  private static Verdict toCompute(ObservationBuilder host) {
    return GuardBench.shipped().one(GPU_HOLDERS, host, "compute");
  }

  private static Verdict toDesktop(ObservationBuilder host) {
    return GuardBench.shipped().one(GPU_HOLDERS, host, "desktop");
  }
}
