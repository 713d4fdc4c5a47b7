package org.dubnium.daemon.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.observation.GpuHolder.Kind;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.fixture.GpuFixture;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.Policies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuHoldersTest {

  private static final String GPU0 = GpuFixture.uuid(0);
  private static final String GPU1 = GpuFixture.uuid(1);

  @Test
  void aProcessInBothListsAppearsOnceAsItsNvmlKindWithAllThatIsKnown() {
    GpuHolder compositor =
        holders(Observations.desktop()).stream()
            .filter(holder -> holder.pid() == Observations.COMPOSITOR)
            .reduce(
                (one, other) -> {
                  throw new AssertionError("twice");
                })
            .orElseThrow();
    assertEquals(
        new GpuHolder(
            GPU0,
            Observations.COMPOSITOR,
            Kind.GRAPHICS,
            "weston",
            Optional.of("session-2.scope"),
            Optional.of("2"),
            Reading.of(680 * GpuFixture.MIB),
            false),
        compositor);
  }

  @Test
  void holdersComeByPidAndTheToleratedOnesAreShown() {
    assertEquals(
        List.of(
            "1 DEVICE true", "700 DEVICE true", "900 DEVICE true", "1200 GRAPHICS false"),
        holders(Observations.desktop()).stream()
            .map(holder -> holder.pid() + " " + holder.kind() + " " + holder.tolerated())
            .toList());
  }

  @Test
  void aProcessInTwoListsOfNvmlIsGraphicsFirstAndKeepsTheBytes() {
    ObservationBuilder host =
        Observations.host()
            .noDeviceHolders()
            .gpu(
                0,
                gpu ->
                    gpu.process(50, GpuProcess.Kind.COMPUTE, 300)
                        .process(
                            new GpuProcess(
                                50, GpuProcess.Kind.GRAPHICS, Reading.unavailable("~0"))));
    GpuHolder only = holders(host).getFirst();
    assertEquals(Kind.GRAPHICS, only.kind());
    assertEquals(Reading.of(300 * GpuFixture.MIB), only.bytes());
  }

  @Test
  void theBytesOfTheStrongerListAreTold() {
    ObservationBuilder host =
        Observations.host()
            .noDeviceHolders()
            .gpu(
                0,
                gpu ->
                    gpu.process(50, GpuProcess.Kind.MPS, 100)
                        .process(50, GpuProcess.Kind.COMPUTE, 200)
                        .process(50, GpuProcess.Kind.GRAPHICS, 300));
    GpuHolder only = holders(host).getFirst();
    assertEquals(Kind.GRAPHICS, only.kind());
    assertEquals(Reading.of(300 * GpuFixture.MIB), only.bytes());
  }

  @Test
  void aProcessThatIsGoneFromProcIsStillAHolderAndNeverTolerated() {
    ObservationBuilder host =
        Observations.host()
            .noDeviceHolders()
            .gpu(0, gpu -> gpu.process(4711, GpuProcess.Kind.COMPUTE, 10));
    GpuHolder only = holders(host).getFirst();
    assertEquals("unknown", only.command());
    assertEquals(Optional.empty(), only.unit());
    assertFalse(only.tolerated());
  }

  /** Names that processes chose for themselves, and units, which only root installs. */
  @ParameterizedTest
  @CsvSource({
    "systemd-logind, 0, systemd-logind.service, true",
    "systemd-logind, 0, user@0.service, false",
    "systemd-logind, 1000, user@1000.service, false",
    "systemd, 0, init.scope, true",
    "systemd, 1000, user@1000.service, false",
    "anything, 970, mode-controller.service, true",
    "python3, 1000, session-2.scope, false",
    "nvidia-persiste, 970, nvidia-persistenced.service, true",
    "sh, 0, nvidia-powerd.service, true",
    "nv-fabricmanage, 0, nvidia-fabricmanager.service, true",
    "nv-hostengine, 0, nvidia-dcgm.service, true",
    "nv-hostengine, 0, dcgm.service, true",
    "dcgm-exporter, 970, dcgm-exporter.service, true",
    "x, 970, nvidia_gpu_exporter.service, true",
    "x, 970, prometheus-nvidia-exporter.service, true",
    "lact, 0, lactd.service, true",
    "coolercontrold, 0, coolercontrold.service, true",
    "nvidia-powerd, 1000, session-2.scope, false",
    "nvidia-powerd, 0, training.service, false",
    "nvidia-powerd, 1000, user@1000.service, false"
  })
  void whatWatchesTheGpuIsToleratedByUnitAndNeverByName(
      String command, long uid, String unit, boolean tolerated) {
    ObservationBuilder host =
        Observations.host()
            .noDeviceHolders()
            .process(50, command, uid, unit, "")
            .opens(50, "/dev/nvidiactl", "/dev/nvidia0");
    assertEquals(tolerated, holders(host).getFirst().tolerated());
  }

  @Test
  void whatComputesIsNotToleratedWhateverItsUnit() {
    ObservationBuilder host =
        Observations.host()
            .noDeviceHolders()
            .process(50, "nvidia-powerd", 0, "nvidia-powerd.service", "")
            .process(51, "nvvs", 0, "nvidia-dcgm.service", "")
            .gpu(
                0,
                gpu ->
                    gpu.process(50, GpuProcess.Kind.COMPUTE, 100)
                        .process(51, GpuProcess.Kind.GRAPHICS, 10));
    assertEquals(List.of(false, false), holders(host).stream().map(GpuHolder::tolerated).toList());
  }

  @Test
  void aUnitOfAUsersOwnManagerIsToleratedUnderNoName() {
    ObservationBuilder host =
        Observations.host()
            .noDeviceHolders()
            .userProcess(50, "nvidia-powerd", 1000, "nvidia-powerd.service", "app.slice")
            .opens(50, "/dev/nvidia0");
    GpuHolder only = holders(host).getFirst();
    assertFalse(only.tolerated());
    assertEquals(
        "pid 50 (nvidia-powerd) of nvidia-powerd.service of user@1000.service, with the device"
            + " file open",
        Words.holder(only));
  }

  @Test
  void aProcessThatWasNotReadThroughMayHoldEveryGpu() {
    ObservationBuilder host =
        Observations.host()
            .noDeviceHolders()
            .gpu(1, gpu -> {})
            .process(50, "flood", 1001, "user@1001.service", "")
            .process(51, "known", 1001, "session-5.scope", "5")
            .process(52, "agent", 0, "nvidia-powerd.service", "")
            .opens(51, "/dev/nvidia0")
            .unread(50, "it has 16384 files open or more")
            .unread(51, "it has 16384 files open or more")
            .unread(52, "what it has open cannot be seen");
    assertEquals(
        List.of(
            "0 50 UNREAD false", "0 51 DEVICE false", "0 52 UNREAD true",
            "1 50 UNREAD false", "1 51 UNREAD false", "1 52 UNREAD true"),
        holders(host).stream()
            .map(
                holder ->
                    (holder.gpu().equals(GPU0) ? "0 " : "1 ")
                        + holder.pid() + " " + holder.kind() + " " + holder.tolerated())
            .toList());
    assertEquals(
        "may be held by pid 50 (flood) of user@1001.service, not all of whose files were looked at"
            + " since it has 16384 files open or more",
        Words.heldBy(holders(host).getFirst()));
  }

  @Test
  void whereProcessesWereLeftOutNobodyKnowsAllTheHolders() {
    assertUnavailable(
        Observations.desktop()
            .omits("cannot look at 7 of 9 processes: it takes too long")
            .omits("cannot name all processes of user 1001"),
        "cannot look at 7 of 9 processes: it takes too long; cannot name all processes of user 1001");
  }

  /** Another PID namespace's processes have PID 0 here, and a PID that cannot be is nobody's. */
  @Test
  void whatIsOfNoProcessOfThisHostIsOneHolder() {
    ObservationBuilder host =
        Observations.host()
            .noDeviceHolders()
            .gpu(
                0,
                gpu ->
                    gpu.process(0, GpuProcess.Kind.COMPUTE, 100)
                        .process(0, GpuProcess.Kind.COMPUTE, 200)
                        .process(-1, GpuProcess.Kind.COMPUTE, 50));
    GpuHolder only = holders(host).getFirst();
    assertEquals(1, holders(host).size());
    assertEquals(0, only.pid());
    assertEquals(Reading.of(350 * GpuFixture.MIB), only.bytes());
    assertFalse(only.tolerated());
    assertEquals(
        "is held by something that is no process of this host (the driver's own, or of another PID"
            + " namespace), compute, 350 MiB",
        Words.heldBy(only));
  }

  @Test
  void aRuleWithCommandAndUnitWantsBoth() {
    Policy policy =
        Policies.with(
            """
            { "gpuRelease": { "toleratedHolders": [
              { "command": "exporter", "unit": "metrics.service" } ] } }
            """);
    assertTrue(toleratedUnder(policy, "exporter", "metrics.service"));
    assertFalse(toleratedUnder(policy, "exporter", "other.service"));
    assertFalse(toleratedUnder(policy, "python3", "metrics.service"));
  }

  /** Anybody may choose the name of a process of his own. */
  @ParameterizedTest
  @CsvSource({"exporter, 0, true", "exporter, 1000, false", "python3, 0, false"})
  void aRuleWithACommandAloneIsForRootsProcesses(String command, long uid, boolean tolerated) {
    Policy policy =
        Policies.with(
            """
            { "gpuRelease": { "toleratedHolders": [ { "command": "exporter" } ] } }
            """);
    assertEquals(tolerated, toleratedUnder(policy, command, uid, "session-2.scope"));
  }

  private static boolean toleratedUnder(Policy policy, String command, String unit) {
    return toleratedUnder(policy, command, 970, unit);
  }

  private static boolean toleratedUnder(Policy policy, String command, long uid, String unit) {
    Observation seen =
        Observations.host()
            .noDeviceHolders()
            .process(50, command, uid, unit, "")
            .opens(50, "/dev/nvidia0")
            .build();
    return value(GpuHolders.of(seen.gpus(), seen.processes(), policy)).getFirst().tolerated();
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/nvidia0, 0",
    "/dev/nvidia1, 1",
    "/run/nvml-sim/dev/nvidia1, 1",
    "/dev/nvidiactl, 01",
    "/dev/nvidia-uvm, 01",
    "/dev/dri/card0, 01",
    "/dev/dri/renderD128, 01",
    "/dev/nvidiactl+/dev/nvidia1, 1",
    "/dev/dri/card0+/dev/nvidia0, 0",
    "/dev/nvidia0+/dev/nvidia1, 01",
    "/dev/nvidia7, ''"
  })
  void deviceFilesAreChargedToTheirGpuOrElseToAll(String files, String gpus) {
    ObservationBuilder host =
        Observations.host()
            .noDeviceHolders()
            .gpu(1, gpu -> {})
            .process(50, "python3", 1000, "session-2.scope", "2")
            .opens(50, files.split("\\+"));
    assertEquals(
        gpus.chars().mapToObj(digit -> GpuFixture.uuid(digit - '0')).toList(),
        holders(host).stream().map(GpuHolder::gpu).toList());
  }

  @Test
  void aGpuWhoseMinorIsUnavailableIsChargedWithWhatNoOtherHas() {
    ObservationBuilder host =
        Observations.host()
            .noDeviceHolders()
            .gpu(1, GpuFixture::minorUnavailable)
            .opens(50, "/dev/nvidia0")
            .opens(51, "/dev/nvidia1");
    assertEquals(
        List.of(GPU0 + " 50", GPU1 + " 51"),
        holders(host).stream().map(holder -> holder.gpu() + " " + holder.pid()).toList());
  }

  @Test
  void aPartialListIsNoList() {
    assertUnavailable(Observations.desktop().unavailable(Part.GPUS), "cannot read gpus: timed out");
    assertUnavailable(
        Observations.desktop().unavailable(Part.PROCESSES), "cannot read processes: timed out");
    assertUnavailable(
        Observations.desktop().gpu(1, gpu -> gpu.processesUnavailable("GPU_IS_LOST")),
        "GPU_IS_LOST");
  }

  @Test
  void oneGpuCanBeAskedAboutAlone() {
    Observation seen =
        Observations.desktop()
            .gpu(1, gpu -> gpu.processesUnavailable("GPU_IS_LOST"))
            .build();
    Policy policy = Policies.shipped();
    assertEquals(
        4, value(GpuHolders.on(GPU0, value(seen.gpus()), seen.processes(), policy)).size());
    assertEquals(
        Reading.unavailable("the driver does not show GPU-x"),
        GpuHolders.on("GPU-x", value(seen.gpus()), seen.processes(), policy));
  }

  private static void assertUnavailable(ObservationBuilder host, String why) {
    Observation seen = host.build();
    assertEquals(
        Reading.unavailable(why),
        GpuHolders.of(seen.gpus(), seen.processes(), Policies.shipped()));
  }

  private static List<GpuHolder> holders(ObservationBuilder host) {
    Observation seen = host.build();
    return value(GpuHolders.of(seen.gpus(), seen.processes(), Policies.shipped()));
  }

  private static <T> T value(Reading<T> reading) {
    return switch (reading) {
      case Reading.Value<T>(T value) -> value;
      case Reading.Unavailable<T>(String why) -> throw new AssertionError(why);
    };
  }
}
