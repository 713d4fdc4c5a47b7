package org.dubnium.daemon.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dubnium.daemon.classify.GpuRelease.Sample;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.fixture.GpuFixture;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.Policies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GpuReleaseTest {

  private static final String GPU0 = GpuFixture.uuid(0);
  private static final String GPU1 = GpuFixture.uuid(1);
  private static final String NAME0 = "GPU 0 (" + GPU0 + ")";
  private static final String NAME1 = "GPU 1 (" + GPU1 + ")";

  /** GPU 0 displays, GPU 1 computes. */
  private static final Policy TWO =
      Policies.with("{ \"hardware\": { \"displayGpu\": \"0\", \"computeGpus\": [\"1\"] } }");

  @Test
  void toleratedHoldersDoNotHoldIt() {
    assertEquals(new Sample.Released(), sample(Observations.host()));
  }

  @Test
  void noGpuIsReleasedThoughNothingCanBeRead() {
    Observation blind =
        Observations.host().unavailable(Part.GPUS).unavailable(Part.PROCESSES).build();
    assertEquals(
        new Sample.Released(),
        GpuRelease.sample(Set.of(), blind.gpus(), blind.processes(), TWO));
  }

  @Test
  void aHolderIsNamedWithEverythingThatIsKnownOfIt() {
    Sample.Held held = held(sample(Observations.desktop()));
    assertEquals(
        List.of(Observations.COMPOSITOR), held.holders().stream().map(GpuHolder::pid).toList());
    assertEquals(
        List.of(
            NAME0
                + " is held by pid 1200 (weston) of session-2.scope, session 2, graphics, 680 MiB",
            NAME0 + ": memory used 700 MiB > 512 MiB"),
        held.reasons());
  }

  @Test
  void anOpenDeviceFileHoldsIt() {
    Sample.Held held =
        held(
            sample(
                Observations.host()
                    .process(50, "nvtop", 1001, "session-5.scope", "5")
                    .opens(50, "/dev/nvidia0")));
    assertEquals(
        List.of(
            NAME0
                + " is held by pid 50 (nvtop) of session-5.scope, session 5, with the device file"
                + " open"),
        held.reasons());
  }

  @Test
  void memoryThatNobodyAccountsForHoldsIt() {
    Sample.Held held = held(sample(Observations.host().gpu(0, gpu -> gpu.memoryUsedMiB(513))));
    assertEquals(List.of(), held.holders());
    assertEquals(List.of(NAME0 + ": memory used 513 MiB > 512 MiB"), held.reasons());
  }

  @ParameterizedTest
  @CsvSource({"0, 512, true", "0, 513, false", "1, 64, true", "1, 65, false"})
  void theResidualFollowsTheRole(int index, long mib, boolean released) {
    Observation seen =
        Observations.host().gpu(index, gpu -> gpu.memoryUsedMiB(mib)).gpu(1, gpu -> {}).build();
    Sample sample =
        GpuRelease.sample(
            Set.of(GpuFixture.uuid(index)), seen.gpus(), seen.processes(), TWO);
    assertEquals(released, sample instanceof Sample.Released);
  }

  @ParameterizedTest
  @CsvSource({"420, true", "1536, true", "1537, false"})
  void aReserveThatIsNotToldApartDoesNotHoldIt(long mib, boolean released) {
    Sample sample =
        sample(Observations.host().gpu(0, gpu -> gpu.memoryUsedWithReserveMiB(mib)));
    assertEquals(released, sample instanceof Sample.Released);
  }

  @Test
  void whereTheMemoryIsTheMachinesTheHoldersDecide() {
    assertEquals(
        new Sample.Released(),
        sample(Observations.host().gpu(0, GpuFixture::unifiedMemory).memoryAvailableMiB(1)));
    Sample.Held held =
        held(
            sample(
                Observations.host()
                    .gpu(0, gpu -> gpu.unifiedMemory().process(50, GpuProcess.Kind.COMPUTE, 10))));
    assertEquals(
        List.of(NAME0 + " is held by pid 50 (unknown), compute, 10 MiB"), held.reasons());
  }

  @Test
  void onlyTheGpusInQuestionCount() {
    Observation seen =
        Observations.desktop()
            .noDeviceHolders()
            .gpu(1, gpu -> gpu.memoryUsedMiB(1))
            .build();
    assertEquals(
        new Sample.Released(),
        GpuRelease.sample(Set.of(GPU1), seen.gpus(), seen.processes(), TWO));
  }

  @ParameterizedTest
  @EnumSource(
      value = Part.class,
      names = {"GPUS", "PROCESSES"})
  void withoutAReadingNobodyCanTell(Part part) {
    Sample sample = sample(Observations.host().unavailable(part));
    String name = part.name().toLowerCase(Locale.ROOT);
    assertEquals(new Sample.Unknown("cannot read " + name + ": timed out"), sample);
  }

  @Test
  void oneUnreadablePartOfOneGpuIsEnoughNotToKnow() {
    assertEquals(
        new Sample.Unknown(NAME0 + ": GPU_IS_LOST"),
        sample(Observations.host().gpu(0, gpu -> gpu.memoryUnavailable("GPU_IS_LOST"))));
    assertEquals(
        new Sample.Unknown(NAME0 + ": UNKNOWN"),
        sample(Observations.host().gpu(0, gpu -> gpu.processesUnavailable("UNKNOWN"))));
  }

  @Test
  void aGpuThatIsNoLongerShownIsNotReleased() {
    Observation seen = Observations.host().build();
    assertEquals(
        new Sample.Unknown("the driver does not show " + GPU1),
        GpuRelease.sample(Set.of(GPU0, GPU1), seen.gpus(), seen.processes(), TWO));
  }

  @Test
  void whatHoldsOneIsSaidAlsoIfAnotherCannotBeRead() {
    Observation seen =
        Observations.host()
            .gpu(0, gpu -> gpu.memoryUnavailable("GPU_IS_LOST"))
            .gpu(1, gpu -> gpu.process(50, GpuProcess.Kind.MPS, 10))
            .build();
    Sample.Held held =
        held(GpuRelease.sample(Set.of(GPU0, GPU1), seen.gpus(), seen.processes(), TWO));
    assertEquals(
        List.of(NAME1 + " is held by pid 50 (unknown), MPS, 10 MiB", NAME0 + ": GPU_IS_LOST"),
        held.reasons());
  }

  private static Sample.Held held(Sample sample) {
    return assertInstanceOf(Sample.Held.class, sample);
  }

  private static Sample sample(ObservationBuilder host) {
    Observation seen = host.build();
    return GpuRelease.sample(
        Set.of(GPU0), seen.gpus(), seen.processes(), Policies.shipped());
  }
}
