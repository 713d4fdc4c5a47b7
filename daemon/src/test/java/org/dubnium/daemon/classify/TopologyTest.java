package org.dubnium.daemon.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.observation.GpuIdentity;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.GpuSelector;
import org.dubnium.daemon.domain.policy.Hardware;
import org.dubnium.daemon.fixture.GpuFixture;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.Observations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyTest {

  @ParameterizedTest(name = "present {0} display {1} compute {2} ai {3}: {4}")
  @CsvSource({
    "'', '', '', '', shared shared shared",
    "'', 0, '', '', shared compute compute",
    "'', '', 1, '', display compute display",
    "'', 0, 1, '', display compute spare",
    "'', 0, 1 2, '', display compute compute",
    "'', 0, 0, '', shared spare spare",
    "'', 0, 1, 2, display compute desktop-ai",
    "'', 0, 1, 1, display compute spare",
    "0 1, '', '', '', shared shared spare",
    "0 1, 0, 1, '', display compute spare"
  })
  void rolesFollowFromWhatIsNamed(
      String present, String display, String compute, String ai, String roles) {
    Hardware hardware =
        new Hardware(
            words(present),
            Optional.of(display).filter(name -> !name.isEmpty()),
            words(compute),
            0,
            words(ai));
    Topology topology = Topology.of(hardware, inventory(3));
    assertEquals(
        words(roles), topology.gpus().stream().map(gpu -> gpu.role().text()).toList());
    assertEquals(List.of(), topology.absent());
  }

  @Test
  void computeGpusAreThoseThatChangeHands() {
    Topology topology =
        Topology.of(
            new Hardware(List.of(), Optional.of("0"), List.of("0", "2"), 0, List.of()),
            inventory(3));
    assertEquals(List.of(GpuFixture.uuid(0), GpuFixture.uuid(2)), topology.computeGpus());
    assertTrue(topology.role(GpuFixture.uuid(0)).orElseThrow().displays());
    assertFalse(topology.role(GpuFixture.uuid(2)).orElseThrow().displays());
    assertEquals(Optional.empty(), topology.role("GPU-x"));
  }

  @Test
  void whatIsConfiguredAndNotVisibleIsNamedOnce() {
    Topology topology =
        Topology.of(
            new Hardware(List.of("0", "5"), Optional.of("5"), List.of("0"), 4, List.of()),
            inventory(1));
    assertEquals(List.of("5"), topology.absent());
    assertEquals(4, topology.plannedCount());
  }

  @ParameterizedTest
  @CsvSource({"5, '', '', ''", "'', 5, '', ''", "'', '', 5, ''", "'', '', '', 5"})
  void whateverNamesAGpuThatIsNotVisibleIsSaid(
      String present, String display, String compute, String ai) {
    Hardware hardware =
        new Hardware(
            words(present),
            Optional.of(display).filter(name -> !name.isEmpty()),
            words(compute),
            0,
            words(ai));
    assertEquals(List.of("5"), Topology.of(hardware, inventory(1)).absent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "01",
        "GPU-d0b00000-5100-4a00-8000-000000000001",
        "gpu-D0B00000-5100-4A00-8000-000000000001",
        "02:00.0",
        "0000:02:00.0",
        "00000000:02:00.0"
      })
  void aGpuAnswersToIndexUuidAndBusId(String selector) {
    assertTrue(GpuSelector.isValid(selector));
    assertTrue(GpuSelector.matches(selector, identity(1)));
    assertFalse(GpuSelector.matches(selector, identity(0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "first", "GPU-1", "-1", "1234", "02:00", "02:00.8", "0001:zz:00.0"})
  void otherTextNamesNoGpu(String selector) {
    assertFalse(GpuSelector.isValid(selector));
  }

  @Test
  void aBusIdInAnotherDomainIsAnotherGpu() {
    assertFalse(GpuSelector.matches("0001:02:00.0", identity(1)));
  }

  private static GpuIdentity identity(int index) {
    return inventory(2).gpus().get(index).identity();
  }

  private static GpuInventory inventory(int count) {
    ObservationBuilder host = Observations.host();
    for (int index = 0; index < count; index++) {
      host.gpu(index, gpu -> {});
    }
    if (host.build().gpus() instanceof Reading.Value<GpuInventory>(GpuInventory inventory)) {
      return inventory;
    }
    throw new AssertionError("the fixture has GPUs");
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
  }
}
