package org.dubnium.daemon.adapter.nvml;

import static org.dubnium.daemon.adapter.nvml.Readings.gpu;
import static org.dubnium.daemon.adapter.nvml.Readings.value;
import static org.dubnium.daemon.adapter.nvml.Readings.why;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.GpuProcess.Kind;
import org.dubnium.daemon.domain.observation.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessListsTest {

  private static final long MIB = 1L << 20;

  @RegisterExtension private final SimulatedGpus gpus = new SimulatedGpus();

  private Reading<List<GpuProcess>> processes(String variant) {
    return gpu(gpus.probe(SimulatedGpus.library(variant)).read()).processes();
  }

  private static GpuProcess process(Process holder, Kind kind, long mib) {
    return new GpuProcess((int) holder.pid(), kind, Reading.of(mib * MIB));
  }

  /** Two compute processes, so that a wrong length of the entries shows in the second. */
  @ParameterizedTest
  @CsvSource({
    "580.95.05,''",
    "535.54.03,''",
    "535.43.02,''",
    "535.86.05,''",
    "535.98,no-v3",
    "535.104.05,''",
    "510.47.03,''",
    "418.226.00,v1-only",
    "not a version,''",
    "not a version,v1-only"
  })
  void readsTheEntriesOfEveryGeneration(String driver, String variant) throws Exception {
    gpus.control("driver", driver);
    Process one = gpus.hold("--memory", "1000");
    Process two = gpus.hold("--memory", "2000");
    Process desktop = gpus.hold("--memory", "300", "--kind", "graphics");
    Process shared = gpus.hold("--memory", "40", "--kind", "mps");
    assertEquals(
        Set.of(
            process(one, Kind.COMPUTE, 1000),
            process(two, Kind.COMPUTE, 2000),
            process(desktop, Kind.GRAPHICS, 300),
            process(shared, Kind.MPS, 40)),
        Set.copyOf(value(processes(variant))));
  }

  @Test
  void fallsBackWhereTheDriverDoesNotKnowTheNewestList() throws Exception {
    Process holder = gpus.hold("--memory", "10");
    NvmlGpuProbe probe = gpus.probe();
    gpus.control("fault", "set", "nvmlDeviceGetComputeRunningProcesses_v3", "code=13");
    assertEquals(List.of(process(holder, Kind.COMPUTE, 10)), value(gpu(probe.read()).processes()));
    gpus.control("fault", "set", "nvmlDeviceGetComputeRunningProcesses_v2", "code=13");
    assertEquals(List.of(process(holder, Kind.COMPUTE, 10)), value(gpu(probe.read()).processes()));
    gpus.control("fault", "set", "nvmlDeviceGetComputeRunningProcesses", "code=13");
    assertEquals(
        "cannot read compute processes: nvmlDeviceGetComputeRunningProcesses answered"
            + " FUNCTION_NOT_FOUND (13)",
        why(gpu(probe.read()).processes()));
  }

  @Test
  void asksAgainWithMoreRoomWhereThereAreManyProcesses() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    Set<Long> before = ownThreads();
    for (int i = 0; i < 300; i++) {
      threads.add(Thread.ofPlatform().start(() -> await(end)));
    }
    // To the simulator a thread is as good as a process: it has a number and a start time.
    Set<Long> claiming = new HashSet<>(ownThreads());
    claiming.removeAll(before);
    Set<GpuProcess> expected = new HashSet<>();
    for (long thread : claiming) {
      gpus.claim(thread, "compute", Long.toString(thread * 4096), SimulatedGpus.startTime(thread));
      expected.add(new GpuProcess((int) thread, Kind.COMPUTE, Reading.of(thread * 4096)));
    }
    NvmlGpuProbe probe = gpus.probe();
    Set<GpuProcess> first = Set.copyOf(value(gpu(probe.read()).processes()));
    Set<GpuProcess> again = Set.copyOf(value(gpu(probe.read()).processes()));
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(expected, first);
    assertEquals(expected, again);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Set<Long> ownThreads() throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      return Set.copyOf(tasks.map(task -> Long.valueOf(task.getFileName().toString())).toList());
    }
  }

  @Test
  void givesUpOnABufferThatNeverSuffices() throws Exception {
    gpus.control("fault", "set", "nvmlDeviceGetComputeRunningProcesses_v3", "code=7");
    assertEquals(
        "cannot read compute processes: nvmlDeviceGetComputeRunningProcesses_v3 answered"
            + " INSUFFICIENT_SIZE (7)",
        why(processes("")));
  }

  @Test
  void forgetsAProcessThatHasEnded() throws Exception {
    Process holder = gpus.hold("--memory", "10");
    NvmlGpuProbe probe = gpus.probe();
    assertEquals(List.of(process(holder, Kind.COMPUTE, 10)), value(gpu(probe.read()).processes()));
    holder.destroyForcibly().waitFor();
    assertEquals(List.of(), value(gpu(probe.read()).processes()));
  }

  @Test
  void tellsWhereTheDriverDoesNotTellTheMemory() throws Exception {
    long self = ProcessHandle.current().pid();
    gpus.claim(self, "graphics", "unavailable", SimulatedGpus.startTime(self));
    assertEquals(
        List.of(
            new GpuProcess(
                (int) self,
                Kind.GRAPHICS,
                Reading.unavailable(
                    "the driver does not tell how much GPU memory process " + self + " uses"))),
        value(processes("")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Compute", "Graphics", "MPSCompute"})
  void hasNoPartialList(String kind) throws Exception {
    gpus.hold("--memory", "10");
    String entryPoint = "nvmlDeviceGet" + kind + "RunningProcesses";
    for (String suffix : List.of("", "_v2", "_v3")) {
      gpus.control("fault", "set", entryPoint + suffix, "code=999");
    }
    String why = why(processes(""));
    assertEquals(
        entryPoint + "_v3 answered UNKNOWN (999)", why.substring(why.indexOf("nvmlDevice")));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 13})
  void doesWithoutTheListOfMpsClients(int code) throws Exception {
    Process holder = gpus.hold("--memory", "10");
    for (String suffix : List.of("", "_v2", "_v3")) {
      gpus.control(
          "fault", "set", "nvmlDeviceGetMPSComputeRunningProcesses" + suffix, "code=" + code);
    }
    assertEquals(List.of(process(holder, Kind.COMPUTE, 10)), value(processes("")));
  }
}
