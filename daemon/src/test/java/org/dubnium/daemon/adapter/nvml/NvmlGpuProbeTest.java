package org.dubnium.daemon.adapter.nvml;

import static org.dubnium.daemon.adapter.nvml.Readings.gpu;
import static org.dubnium.daemon.adapter.nvml.Readings.value;
import static org.dubnium.daemon.adapter.nvml.Readings.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuIdentity;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.GpuMemory;
import org.dubnium.daemon.domain.observation.GpuTelemetry;
import org.dubnium.daemon.domain.observation.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class NvmlGpuProbeTest {

  private static final long MIB = 1L << 20;

  @RegisterExtension private final SimulatedGpus gpus = new SimulatedGpus();

  @Test
  void readsEverythingAboutEveryGpu() throws Exception {
    gpus.control("init", "--gpus", "2", "--memory", "8192", "--reserved", "100");
    gpus.control(
        "set",
        "1",
        "name=NVIDIA H200",
        "utilization_gpu=97",
        "utilization_memory=40",
        "temperature=71",
        "power_mw=651250",
        "clock_sm=1980",
        "clock_memory=3201",
        "clocks_event_reasons=0x44",
        "ecc_volatile_corrected=12",
        "ecc_volatile_uncorrected=3",
        "persistence_mode=0",
        "compute_mode=3",
        "recovery_action=4",
        "memory_leaked=" + 7 * MIB,
        "minor=5");

    GpuInventory inventory = value(gpus.probe().read());

    assertEquals("580.95.05", inventory.driverVersion());
    assertEquals("12.580.95.05", inventory.nvmlVersion());
    assertEquals(2, inventory.gpus().size());
    assertEquals(0, inventory.gpus().getFirst().identity().index());
    assertEquals(
        new Gpu(
            new GpuIdentity(
                1,
                "GPU-d0b00000-5100-4a00-8000-000000000001",
                "00000000:02:00.0",
                "NVIDIA H200",
                Reading.of(5)),
            false,
            Reading.of(new GpuMemory.Dedicated(8192 * MIB, 7 * MIB, (8192 - 107) * MIB, true)),
            Reading.of(List.of()),
            new GpuTelemetry(
                Reading.of(97),
                Reading.of(40),
                Reading.of(71),
                Reading.of(651250),
                Reading.of(1980),
                Reading.of(3201),
                Reading.of(Set.of("sw-power-cap", "hw-thermal-slowdown")),
                Reading.of(12L),
                Reading.of(3L),
                Reading.of(false),
                Reading.of("exclusive-process"),
                Reading.of(4L))),
        inventory.gpus().getLast());
  }

  @Test
  void readsAnewEachTime() throws Exception {
    NvmlGpuProbe probe = gpus.probe();
    assertEquals(Reading.of(36), gpu(probe.read()).telemetry().temperatureC());
    gpus.control("set", "0", "temperature=37");
    assertEquals(Reading.of(37), gpu(probe.read()).telemetry().temperatureC());
  }

  @Test
  void readsNoGpusWhereThereAreNone() throws Exception {
    gpus.control("init", "--gpus", "0");
    assertEquals(List.of(), value(gpus.probe().read()).gpus());
  }

  @Test
  void countsWhatTheDriverReservesAsUsedOnlyWhereItIsNotToldApart() {
    Gpu old = gpu(gpus.probe(SimulatedGpus.library("v1-only")).read());
    assertEquals(
        Reading.of(new GpuMemory.Dedicated(8192 * MIB, 100 * MIB, (8192 - 100) * MIB, false)),
        old.memory());
  }

  @Test
  void readsThrottleReasonsUnderTheirOlderName() {
    Gpu old = gpu(gpus.probe(SimulatedGpus.library("v1-only")).read());
    assertEquals(Reading.of(Set.of("gpu-idle")), old.telemetry().throttleReasons());
  }

  @Test
  void tellsAComputeModeThatItDoesNotKnow() throws Exception {
    gpus.control("set", "0", "compute_mode=9");
    assertEquals(
        "cannot read compute mode: NVML has a new one, 9",
        why(gpu(gpus.probe().read()).telemetry().computeMode()));
  }

  @Test
  void findsALibraryThatAppearsLater(@TempDir Path folder) throws Exception {
    Path library = folder.resolve("libnvidia-ml.so.1");
    NvmlGpuProbe probe = gpus.probe(library);
    String why = why(probe.read());
    assertTrue(why.startsWith("cannot load NVML: " + library + ": cannot open shared object"), why);
    assertTrue(why.endsWith("; install the NVIDIA driver or set nvml.library"), why);

    Files.copy(SimulatedGpus.library(""), library);
    assertEquals(1, value(probe.read()).gpus().size());
  }

  @Test
  void refusesALibraryThatIsNoLibrary(@TempDir Path folder) throws Exception {
    Path library = Files.writeString(folder.resolve("libnvidia-ml.so.1"), "not even ELF");
    String why = why(gpus.probe(library).read());
    assertTrue(why.startsWith("cannot load NVML: " + library + ": file too short"), why);
  }

  @Test
  void refusesALibraryThatIsNotNvml() {
    Path library = SimulatedGpus.library("foreign");
    assertEquals(
        "cannot use %s as NVML: it has no nvmlDeviceGetCount_v2; set nvml.library to NVIDIA's"
                .formatted(library)
            + " libnvidia-ml.so.1",
        why(gpus.probe(library).read()));
  }

  @Test
  void doesWithoutEveryOptionalGroupOfSymbols() {
    NvmlGpuProbe probe = gpus.probe(SimulatedGpus.library("bare"));
    Gpu gpu = gpu(probe.read());
    assertTrue(gpu.memory().isAvailable());
    assertEquals(
        "cannot read temperature: the driver has no nvmlDeviceGetTemperature",
        why(gpu.telemetry().temperatureC()));
    assertEquals(
        "cannot read power: the driver has no nvmlDeviceGetClockInfo",
        why(gpu.telemetry().powerMilliwatts()));
    assertEquals(
        "cannot read throttle reasons: the driver has no nvmlDeviceGetCurrentClocksThrottleReasons",
        why(gpu.telemetry().throttleReasons()));
    assertEquals(
        "cannot read compute processes: the driver answered FUNCTION_NOT_FOUND (13)",
        why(gpu.processes()));
    probe.onEvent(event -> {});
    assertTrue(probe.read().isAvailable());
  }

  @Test
  void saysWhichCallHangsAndReadsAgainOnceItReturns() throws Exception {
    NvmlGpuProbe probe = gpus.probe(SimulatedGpus.library(""), Duration.ofSeconds(1));
    assertTrue(probe.read().isAvailable());
    gpus.control("fault", "set", "nvmlDeviceGetPowerUsage", "hang");
    String hangs = "cannot read GPUs: nvmlDeviceGetPowerUsage has not returned since ";
    assertTrue(why(probe.read()).startsWith(hangs));
    assertTrue(why(probe.read()).startsWith(hangs));

    gpus.control("fault", "clear");
    probe.whenIdle().get();
    assertTrue(probe.read().isAvailable());
  }

  @Test
  void waitsForASlowDriverWithinItsDeadline() throws Exception {
    gpus.control("fault", "set", "nvmlDeviceGetTemperature", "delay=50");
    assertEquals(Reading.of(36), gpu(gpus.probe().read()).telemetry().temperatureC());
  }
}
