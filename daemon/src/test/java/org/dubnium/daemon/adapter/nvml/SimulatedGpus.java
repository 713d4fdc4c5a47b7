package org.dubnium.daemon.adapter.nvml;

import com.sun.jna.Native;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** GPUs of the NVML simulator that this build has made, afresh for each test. */
final class SimulatedGpus implements BeforeEachCallback, AfterEachCallback {

  private static final Path BUILD = Path.of("target", "nvml-sim").toAbsolutePath();
  private static final Duration AMPLE = Duration.ofMinutes(1);

  /** The C library's environment, which the simulator reads; Java's own cannot be changed. */
  private static final class Environment {
    static native int setenv(String name, String value, int overwrite);

    static {
      Native.register(Environment.class, "c");
    }

    private Environment() {}
  }

  private @Nullable Path state;
  private final List<Process> processes = new ArrayList<>();
  private final List<NvmlGpuProbe> probes = new ArrayList<>();

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    state = Files.createTempDirectory("nvml-sim-");
    int unset = Environment.setenv("NVML_SIM_STATE", state.toString(), 1);
    if (unset != 0) {
      throw new IllegalStateException("cannot set NVML_SIM_STATE");
    }
    control("init", "--memory", "8192", "--reserved", "100");
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    control("fault", "clear"); // lets hanging calls return
    closeProbes();
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
    try (Stream<Path> files = Files.walk(state())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Only one probe can have NVML open. */
  void closeProbes() throws Exception {
    for (NvmlGpuProbe probe : probes) {
      probe.whenIdle().get();
      probe.close();
    }
    probes.clear();
  }

  Path state() {
    if (state == null) {
      throw new IllegalStateException("no test is running");
    }
    return state;
  }

  /** The simulated library; {@code variant} names one that lacks symbols, or is empty. */
  static Path library(String variant) {
    Path folder = variant.isEmpty() ? BUILD : BUILD.resolve("variants").resolve(variant);
    return folder.resolve("libnvidia-ml.so.1");
  }

  /** A probe of the whole library, closed after the test. */
  NvmlGpuProbe probe() {
    return probe(library(""), AMPLE);
  }

  NvmlGpuProbe probe(Path library, Duration deadline) {
    return probe(library, Path.of("/proc"), deadline);
  }

  /** A probe that finds the kernel's files there. */
  NvmlGpuProbe probe(Path library, Path proc) {
    return probe(library, proc, AMPLE);
  }

  /** A probe that finds the kernel's files there, {@code sys} beside {@code proc}. */
  NvmlGpuProbe probe(Path library, Path proc, InstantSource clock) {
    return probe(library, proc, AMPLE, clock);
  }

  private NvmlGpuProbe probe(Path library, Path proc, Duration deadline) {
    return probe(library, proc, deadline, InstantSource.system());
  }

  private NvmlGpuProbe probe(Path library, Path proc, Duration deadline, InstantSource clock) {
    NvmlGpuProbe probe =
        new NvmlGpuProbe(
            library.toString(), proc, proc.resolveSibling("sys"), () -> deadline, clock);
    probes.add(probe);
    return probe;
  }

  NvmlGpuProbe probe(Path library) {
    return probe(library, AMPLE);
  }

  /** Runs gpu-sim. */
  void control(String... arguments) throws IOException, InterruptedException {
    Process process = start("gpu-sim", arguments);
    String said = process.inputReader().lines().collect(Collectors.joining("\n"));
    if (process.waitFor() != 0) {
      throw new IllegalStateException("gpu-sim " + Arrays.toString(arguments) + ": " + said);
    }
  }

  /** Starts gpu-hold and returns once it holds. */
  Process hold(String... arguments) throws IOException {
    Process process = start("gpu-hold", arguments);
    processes.add(process);
    BufferedReader output = process.inputReader();
    String said = output.readLine();
    if (said == null || !said.startsWith("holding")) {
      throw new IllegalStateException("gpu-hold " + Arrays.toString(arguments) + ": " + said);
    }
    return process;
  }

  private Process start(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(BUILD.resolve(program).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("NVML_SIM_STATE", state().toString());
    return builder.start();
  }

  /** Writes a claim as gpu-hold would, for any process or thread. */
  void claim(long id, String kind, String used, long started) throws IOException {
    Path processes = state().resolve("gpus/0/processes");
    Files.writeString(
        processes.resolve(id + "-" + kind), "used=" + used + "\nstarted=" + started + "\n");
  }

  /** Field 22 of proc_pid_stat(5). */
  static long startTime(long id) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(id), "stat"));
    String afterName = stat.substring(stat.lastIndexOf(')') + 2);
    return Long.parseLong(afterName.split(" ", -1)[19]);
  }
}
