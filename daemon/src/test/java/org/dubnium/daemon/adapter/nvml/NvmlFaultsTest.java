package org.dubnium.daemon.adapter.nvml;

import static org.dubnium.daemon.adapter.nvml.Readings.gpu;
import static org.dubnium.daemon.adapter.nvml.Readings.value;
import static org.dubnium.daemon.adapter.nvml.Readings.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What NVML refuses stays apart: which call, which code, which GPU. */
class NvmlFaultsTest {

  @RegisterExtension private final SimulatedGpus gpus = new SimulatedGpus();

  private void fault(String entryPoint, int code) throws Exception {
    gpus.control("fault", "set", entryPoint, "code=" + code);
  }

  /** Every code of the header, and two that it does not have. */
  static IntStream codes() {
    return IntStream.concat(IntStream.rangeClosed(1, 31), IntStream.of(999, 4711));
  }

  @ParameterizedTest
  @MethodSource("codes")
  void everyCodeIsKept(int code) throws Exception {
    fault("nvmlDeviceGetTemperature", code);
    Gpu gpu = gpu(gpus.probe().read());
    assertEquals(
        "cannot read temperature: nvmlDeviceGetTemperature answered " + new NvmlReturn(code),
        why(gpu.telemetry().temperatureC()));
    assertTrue(gpu.telemetry().powerMilliwatts().isAvailable());
    assertTrue(gpu.memory().isAvailable());
  }

  @ParameterizedTest
  @CsvSource({"4", "9", "12", "15", "17", "18", "999", "4711"})
  void anInitialisationThatFailsIsToldAndTriedAgain(int code) throws Exception {
    fault("nvmlInit_v2", code);
    NvmlGpuProbe probe = gpus.probe();
    assertEquals(
        "cannot initialise NVML: nvmlInit_v2 answered " + new NvmlReturn(code), why(probe.read()));
    gpus.control("fault", "clear");
    assertTrue(probe.read().isAvailable());
  }

  @ParameterizedTest
  @CsvSource({
    "nvmlSystemGetDriverVersion,'',driver version",
    "nvmlSystemGetNVMLVersion,'',NVML version",
    "nvmlDeviceGetCount_v2,nvmlDeviceGetCount,the number of GPUs",
    "nvmlDeviceGetHandleByIndex_v2,nvmlDeviceGetHandleByIndex,GPU 0",
    "nvmlDeviceGetUUID,'',UUID of GPU 0",
    "nvmlDeviceGetPciInfo_v3,nvmlDeviceGetPciInfo_v2 nvmlDeviceGetPciInfo,PCI bus id of GPU 0",
    "nvmlDeviceGetName,'',name of GPU 0"
  })
  void withoutThisNothingIsRead(String entryPoint, String older, String what) throws Exception {
    fault(entryPoint, 999);
    for (String name : older.isEmpty() ? new String[0] : older.split(" ")) {
      fault(name, 999);
    }
    NvmlGpuProbe probe = gpus.probe();
    assertEquals(
        "cannot read " + what + ": " + entryPoint + " answered UNKNOWN (999)", why(probe.read()));
    gpus.control("fault", "clear");
    assertTrue(probe.read().isAvailable());
  }

  @Test
  void aGpuWithoutSomethingKeepsTheRest() throws Exception {
    gpus.control("unset", "0", "power_mw", "ecc_volatile_uncorrected", "minor");
    Gpu gpu = gpu(gpus.probe().read());
    assertEquals(
        "cannot read power: nvmlDeviceGetPowerUsage answered NOT_SUPPORTED (3)",
        why(gpu.telemetry().powerMilliwatts()));
    assertFalse(gpu.telemetry().eccUncorrected().isAvailable());
    assertFalse(gpu.identity().minor().isAvailable());
    assertTrue(gpu.telemetry().temperatureC().isAvailable());
  }

  @Test
  void aLostGpuStaysInTheListWithNothingReadable() throws Exception {
    gpus.control("add");
    NvmlGpuProbe probe = gpus.probe();
    GpuInventory before = value(probe.read());
    gpus.control("fault", "set", "all@1", "code=15");

    GpuInventory after = value(probe.read());

    assertEquals(before.gpus().getFirst(), after.gpus().getFirst());
    Gpu lost = after.gpus().getLast();
    assertTrue(lost.lost());
    assertFalse(after.gpus().getFirst().lost());
    assertEquals(before.gpus().getLast().identity(), lost.identity());
    String why =
        "cannot read GPU 1: nvmlDeviceGetHandleByIndex_v2 answered " + NvmlReturn.GPU_IS_LOST;
    assertEquals(why, why(lost.memory()));
    assertEquals(why, why(lost.processes()));
    assertEquals(why, why(lost.telemetry().temperatureC()));
  }

  @Test
  void aGpuThatWasLostBeforeItWasKnownIsNotLeftOut() throws Exception {
    gpus.control("fault", "set", "all@0", "code=15");
    assertTrue(why(gpus.probe().read()).startsWith("cannot read GPU 0: "));
  }

  @ParameterizedTest
  @CsvSource({"1", "9", "18"})
  void aDriverThatGoesAwayIsFoundAgainWhenItReturns(int code) throws Exception {
    NvmlGpuProbe probe = gpus.probe();
    assertTrue(probe.read().isAvailable());
    fault("nvmlDeviceGetCount_v2", code);
    assertFalse(probe.read().isAvailable());
    fault("nvmlInit_v2", code);
    assertTrue(why(probe.read()).startsWith("cannot initialise NVML"));
    gpus.control("fault", "clear");
    gpus.control("driver", "590.10.01");
    Reading<GpuInventory> back = probe.read();
    assertEquals("590.10.01", value(back).driverVersion());
  }
}
