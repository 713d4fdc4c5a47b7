package org.dubnium.daemon.adapter.nvml;

import static org.dubnium.daemon.adapter.nvml.Readings.gpu;
import static org.dubnium.daemon.adapter.nvml.Readings.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A GPU that the kernel may put to sleep, as a laptop's. */
class RestingGpuTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @RegisterExtension private final SimulatedGpus gpus = new SimulatedGpus();

  @TempDir private Path folder;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-29T12:00:00Z"));

  private void device(String address, String vendor, String control, String status)
      throws Exception {
    Path power =
        Files.createDirectories(folder.resolve("sys/bus/pci/devices").resolve(address).resolve("power"));
    Files.writeString(power.resolveSibling("vendor"), vendor + "\n");
    Files.writeString(power.resolve("control"), control + "\n");
    Files.writeString(power.resolve("runtime_status"), status + "\n");
  }

  private void gpuIs(String control, String status) throws Exception {
    device("0000:01:00.0", "0x10de", control, status);
  }

  private NvmlGpuProbe probe() throws Exception {
    return gpus.probe(
        SimulatedGpus.library(""), Files.createDirectories(folder.resolve("proc")), now::get);
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private static Gpu glance(NvmlGpuProbe probe) {
    return gpu(probe.glance());
  }

  /** Whether the next use of NVML has to initialise it. */
  private boolean isClosed(NvmlGpuProbe probe) throws Exception {
    gpus.control("fault", "set", "nvmlInit_v2", "code=9");
    boolean closed = !probe.read().isAvailable();
    gpus.control("fault", "clear");
    return closed;
  }

  @Test
  void isReadOnceAndThenLeftAloneWhileItSleeps() throws Exception {
    gpuIs("auto", "active");
    NvmlGpuProbe probe = probe();
    assertFalse(glance(probe).asleep());
    gpuIs("auto", "suspended");
    for (int look = 0; look < 3; look++) {
      pass(Duration.ofHours(1));
      Gpu sleeping = glance(probe);
      assertTrue(sleeping.asleep());
      assertEquals("GPU-d0b00000-5100-4a00-8000-000000000000", sleeping.identity().uuid());
      assertFalse(sleeping.memory().isAvailable());
      assertEquals(Reading.of(List.of()), sleeping.processes());
    }
    assertTrue(isClosed(probe));
  }

  @Test
  void isLeftAloneAfterItWasFoundIdleThoughItIsStillAwake() throws Exception {
    gpuIs("auto", "active");
    NvmlGpuProbe probe = probe();
    assertFalse(glance(probe).asleep());
    pass(SOON);
    assertTrue(glance(probe).asleep());
    pass(NvmlGpuProbe.LEFT_ALONE);
    assertFalse(glance(probe).asleep());
    assertTrue(isClosed(probe), "a look closes NVML again");
  }

  @Test
  void isReadAsLongAsItIsBusy() throws Exception {
    gpuIs("auto", "active");
    gpus.control("set", "0", "utilization_gpu=40");
    NvmlGpuProbe probe = probe();
    for (int look = 0; look < 3; look++) {
      assertEquals(Reading.of(40), glance(probe).telemetry().gpuUtilization());
      pass(SOON);
    }
  }

  @Test
  void isWokenByAReadingThatSomebodyNeeds() throws Exception {
    gpuIs("auto", "active");
    NvmlGpuProbe probe = probe();
    assertFalse(glance(probe).asleep());
    gpuIs("auto", "suspended");
    assertTrue(glance(probe).asleep());
    Gpu read = gpu(probe.read());
    assertFalse(read.asleep());
    assertTrue(read.memory().isAvailable());
    assertFalse(isClosed(probe), "and NVML stays open until the next look");
  }

  @ParameterizedTest
  @CsvSource({"0x10de, on", "0x10de, ''", "0x8086, auto"})
  void isReadAtEveryLookWhereItDoesNotSleep(String vendor, String control) throws Exception {
    device("0000:01:00.0", vendor, control, "suspended");
    NvmlGpuProbe probe = probe();
    for (int look = 0; look < 3; look++) {
      assertFalse(glance(probe).asleep());
      pass(SOON);
    }
    assertFalse(isClosed(probe));
  }

  @Test
  void isReadWithAnotherThatMustStayAwake() throws Exception {
    gpus.control("add");
    gpuIs("auto", "suspended");
    device("0000:02:00.0", "0x10de", "on", "active");
    NvmlGpuProbe probe = probe();
    for (int look = 0; look < 2; look++) {
      assertEquals(
          List.of(false, false), value(probe.glance()).gpus().stream().map(Gpu::asleep).toList());
      pass(SOON);
    }
  }

  @Test
  void isFoundInAnyDomain() throws Exception {
    gpus.control("set", "0", "pci_bus_id=0001000A:C1:00.0");
    device("1000a:c1:00.0", "0x10de", "auto", "suspended");
    NvmlGpuProbe probe = probe();
    assertFalse(glance(probe).asleep());
    assertTrue(glance(probe).asleep());
  }
}
