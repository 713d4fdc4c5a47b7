package org.dubnium.daemon.adapter.nvml;

import static org.dubnium.daemon.adapter.nvml.Readings.gpu;
import static org.dubnium.daemon.adapter.nvml.Readings.value;
import static org.dubnium.daemon.adapter.nvml.Readings.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.dubnium.daemon.domain.observation.GpuMemory;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A driver that has a newer name and refuses it, while an older one answers. */
class FallbackTest {

  private static final long MIB = 1L << 20;

  @RegisterExtension private final SimulatedGpus gpus = new SimulatedGpus();

  private void fault(String entryPoint, int code) throws Exception {
    gpus.control("fault", "set", entryPoint, "code=" + code);
  }

  private static Reading<GpuMemory> dedicated(long total, long used, long free, boolean apart) {
    return Reading.of(new GpuMemory.Dedicated(total * MIB, used * MIB, free * MIB, apart));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 13, 25, 26, 999, 4711})
  void theFirstMemoryCallAnswersForTheSecond(int code) throws Exception {
    gpus.hold("--memory", "50");
    fault("nvmlDeviceGetMemoryInfo_v2", code);
    assertEquals(dedicated(8192, 150, 8042, false), gpu(gpus.probe().read()).memory());
  }

  @Test
  void whatTheDriverReservesIsTakenOffOnceItIsKnown() throws Exception {
    NvmlGpuProbe probe = gpus.probe();
    gpus.hold("--memory", "50");
    Reading<GpuMemory> told = gpu(probe.read()).memory();
    assertEquals(dedicated(8192, 50, 8042, true), told);
    fault("nvmlDeviceGetMemoryInfo_v2", 13);
    assertEquals(told, gpu(probe.read()).memory());
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "999, 2"})
  void isRememberedUnlessItMayPass(int code, int readings) throws Exception {
    NvmlGpuProbe probe = gpus.probe();
    fault("nvmlDeviceGetMemoryInfo_v2", code);
    assertTrue(gpu(probe.read()).memory().isAvailable());
    gpus.control("fault", "clear");
    assertTrue(gpu(probe.read()).memory().isAvailable());
    fault("nvmlDeviceGetMemoryInfo", 21);
    boolean newer = gpu(probe.read()).memory().isAvailable();
    assertEquals(readings == 2, newer, "asks the newer name again");
  }

  @Test
  void isRememberedForEachGpu() throws Exception {
    gpus.control("add", "--memory", "4096", "--reserved", "20");
    gpus.control("fault", "set", "nvmlDeviceGetMemoryInfo_v2@0", "code=3");
    List<Gpu> read = value(gpus.probe().read()).gpus();
    assertEquals(dedicated(8192, 100, 8092, false), read.getFirst().memory());
    assertEquals(dedicated(4096, 0, 4076, true), read.getLast().memory());
  }

  @Test
  void memoryThatNoCallKnowsIsTheMachines() throws Exception {
    gpus.control("unset", "0", "memory_total", "memory_reserved");
    Process holder = gpus.hold("--memory", "70");
    NvmlGpuProbe probe = gpus.probe();
    for (int reading = 0; reading < 2; reading++) {
      Gpu gpu = gpu(probe.read());
      assertEquals(Reading.of(new GpuMemory.Unified()), gpu.memory());
      assertEquals(
          List.of(
              new GpuProcess(
                  (int) holder.pid(), GpuProcess.Kind.COMPUTE, Reading.of(70 * MIB))),
          value(gpu.processes()));
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 3, true", "13, 3, true", "999, 3, true", "3, 999, false", "3, 13, false", "15, 3, false"})
  void onlyWhatIsNotSupportedIsTheMachines(int second, int first, boolean unified)
      throws Exception {
    NvmlGpuProbe probe = gpus.probe();
    fault("nvmlDeviceGetMemoryInfo_v2", second);
    fault("nvmlDeviceGetMemoryInfo", first);
    Reading<GpuMemory> memory = gpu(probe.read()).memory();
    assertEquals(unified, memory.equals(Reading.of(new GpuMemory.Unified())));
    assertEquals(unified, memory.isAvailable());
  }

  @Test
  void aGpuWithoutMemoryOfItsOwnHasTheMachines() throws Exception {
    gpus.control("set", "0", "memory_total=0", "memory_reserved=0");
    assertEquals(Reading.of(new GpuMemory.Unified()), gpu(gpus.probe().read()).memory());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 13, 999})
  void everyNameOfTwoHasTheOther(int code) throws Exception {
    Process holder = gpus.hold("--memory", "10", "--kind", "graphics");
    Gpu before = gpu(gpus.probe().read());
    for (String name :
        List.of(
            "nvmlDeviceGetCount_v2",
            "nvmlDeviceGetHandleByIndex_v2",
            "nvmlDeviceGetPciInfo_v3",
            "nvmlDeviceGetMemoryInfo_v2",
            "nvmlDeviceGetComputeRunningProcesses_v3",
            "nvmlDeviceGetGraphicsRunningProcesses_v3",
            "nvmlDeviceGetMPSComputeRunningProcesses_v3",
            "nvmlDeviceGetComputeRunningProcesses_v2",
            "nvmlDeviceGetGraphicsRunningProcesses_v2",
            "nvmlDeviceGetCurrentClocksEventReasons")) {
      fault(name, code);
    }
    gpus.closeProbes();
    Gpu after = gpu(gpus.probe().read());
    assertEquals(before.identity(), after.identity());
    assertEquals(before.telemetry().throttleReasons(), after.telemetry().throttleReasons());
    assertEquals(before.processes(), after.processes());
    assertEquals(1, value(after.processes()).size());
    assertTrue(holder.isAlive());
    assertEquals(dedicated(8192, 110, 8082, false), after.memory());
  }

  @Test
  void thePciBusIdIsMadeOfItsParts() throws Exception {
    gpus.control("set", "0", "pci_bus_id=0000000A:C1:1F.0");
    fault("nvmlDeviceGetPciInfo_v3", 13);
    fault("nvmlDeviceGetPciInfo_v2", 13);
    assertEquals("0000000A:C1:1F.0", gpu(gpus.probe().read()).identity().pciBusId());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 13})
  void initialisationHasAnOlderNameToo(int code) throws Exception {
    fault("nvmlInit_v2", code);
    assertTrue(gpus.probe().read().isAvailable());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 13, 999})
  void eventsAreAwaitedUnderTheOlderName(int code) throws Exception {
    fault("nvmlEventSetWait_v2", code);
    BlockingQueue<GpuEvent> events = new LinkedBlockingQueue<>();
    NvmlGpuProbe probe = gpus.probe();
    probe.onEvent(events::add);
    assertTrue(probe.read().isAvailable());
    gpus.control("xid", "0", "79");
    assertEquals(79, events.take().xid());
  }

  @Test
  void aRefusalThatSaysMoreThanThatThereIsNoSuchThingIsTold() throws Exception {
    fault("nvmlDeviceGetComputeRunningProcesses_v3", 13);
    fault("nvmlDeviceGetComputeRunningProcesses_v2", 999);
    fault("nvmlDeviceGetComputeRunningProcesses", 13);
    assertEquals(
        "cannot read compute processes: nvmlDeviceGetComputeRunningProcesses_v2 answered UNKNOWN"
            + " (999)",
        why(gpu(gpus.probe().read()).processes()));
  }

  @Test
  void theRecoveryActionIsReadWhereThereIsOne() throws Exception {
    NvmlGpuProbe probe = gpus.probe();
    assertEquals(
        "cannot read the recovery action: field 230 of nvmlDeviceGetFieldValues answered"
            + " NOT_SUPPORTED (3)",
        why(gpu(probe.read()).telemetry().recoveryAction()));
    gpus.control("recovery", "0", "2");
    assertEquals(Reading.of(2L), gpu(probe.read()).telemetry().recoveryAction());
    fault("nvmlDeviceGetFieldValues", 13);
    assertEquals(
        "cannot read the recovery action: nvmlDeviceGetFieldValues answered FUNCTION_NOT_FOUND (13)",
        why(gpu(probe.read()).telemetry().recoveryAction()));
  }

  @Test
  void aChangeOfTheRecoveryActionIsToldWithoutAnError() throws Exception {
    gpus.control("set", "0", "event_types=0x801f");
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    NvmlGpuProbe probe = gpus.probe();
    probe.onEvent(event -> told.add("xid " + event.xid()));
    probe.onChange(() -> told.add("change"));
    assertTrue(probe.read().isAvailable());
    gpus.control("recovery", "0", "1");
    gpus.control("xid", "0", "154");
    assertEquals(List.of("change", "xid 154", "change"), List.of(told.take(), told.take(), told.take()));
  }
}
