package org.dubnium.daemon.adapter.nvml;

import static org.dubnium.daemon.adapter.nvml.Readings.value;
import static org.dubnium.daemon.adapter.nvml.Readings.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dubnium.daemon.domain.observation.DriverFit;
import org.dubnium.daemon.domain.observation.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a program that is started now would fare, while the driver goes on serving this one. */
class NewcomerCheckTest {

  private static final String OPEN_MODULE =
      """
      NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  %s  Release Build  (builder@host)
      GCC version:  gcc version 14.2.0 (Debian 14.2.0-19)
      """;

  @RegisterExtension private final SimulatedGpus gpus = new SimulatedGpus();

  @TempDir private Path folder;

  private Path proc() throws Exception {
    return Files.createDirectories(folder.resolve("proc"));
  }

  private void module(String line) throws Exception {
    Path file = proc().resolve("driver/nvidia/version");
    Files.createDirectories(file.getParent());
    Files.writeString(file, line);
  }

  /** The library in a file of its version, behind a link, as the driver's packages install it. */
  private Path install(String version) throws Exception {
    Path real = folder.resolve("libnvidia-ml.so." + version);
    Files.copy(SimulatedGpus.library(""), real);
    Path link = folder.resolve("libnvidia-ml.so.1");
    Files.deleteIfExists(link);
    return Files.createSymbolicLink(link, real);
  }

  private NvmlGpuProbe probe(Path library) throws Exception {
    return gpus.probe(library, proc());
  }

  private static DriverFit fit(NvmlGpuProbe probe) {
    return value(probe.read()).fit();
  }

  @Test
  void isLetInAsLongAsNothingHasChanged() throws Exception {
    module(OPEN_MODULE.formatted("580.95.05"));
    NvmlGpuProbe probe = probe(install("580.95.05"));
    for (int reading = 0; reading < 3; reading++) {
      assertEquals(
          new DriverFit(Reading.of("580.95.05"), Reading.of("580.95.05"), Optional.empty()),
          fit(probe));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.54.03  Tue Jun  6 22:20:39 UTC 2023, 535.54.03",
    "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.15  Release Build, 570.86.15",
    "NVRM version: NVIDIA UNIX Open Kernel Module for aarch64  580.95.05  Release Build, 580.95.05",
    "NVRM version: NVIDIA UNIX x86_64 Kernel Module  390.157, 390.157"
  })
  void theKernelModuleSaysItsVersion(String line, String version) throws Exception {
    module(line + "\n");
    assertEquals(Reading.of(version), new DriverFiles(proc()).moduleVersion());
  }

  @Test
  void aModuleThatSaysNothingIsNotHeldAgainstAnybody() throws Exception {
    NvmlGpuProbe probe = probe(install("580.95.05"));
    assertFalse(fit(probe).moduleVersion().isAvailable());
    assertEquals(Optional.empty(), fit(probe).failure());
    module("something else\n");
    assertFalse(fit(probe).moduleVersion().isAvailable());
    assertEquals(Optional.empty(), fit(probe).failure());
  }

  @Test
  void anUpgradeUnderTheRunningProgramIsSeen() throws Exception {
    module(OPEN_MODULE.formatted("580.95.05"));
    NvmlGpuProbe probe = probe(install("580.95.05"));
    assertEquals(Optional.empty(), fit(probe).failure());

    install("580.105.08");
    Files.delete(folder.resolve("libnvidia-ml.so.580.95.05"));

    DriverFit fit = fit(probe);
    assertEquals(Reading.of("580.105.08"), fit.libraryVersion());
    assertTrue(fit.failure().orElseThrow().contains("restart the machine"));
    assertTrue(probe.read().isAvailable(), "what is loaded goes on");
  }

  @Test
  void aLibraryThatWasReplacedIsAskedItself() throws Exception {
    NvmlGpuProbe probe = probe(install("580.95.05"));
    assertEquals(Optional.empty(), fit(probe).refusal());
    install("580.105.08");
    gpus.control("fault", "set", "nvmlInit_v2", "code=18");
    String refusal = "nvmlInit_v2 answered " + NvmlReturn.LIB_RM_VERSION_MISMATCH;
    assertEquals(Optional.of(refusal), fit(probe).refusal());
    assertEquals(Optional.of(refusal), fit(probe).refusal());
  }

  @Test
  void aLibraryThatIsGoneOrBrokenLetsNobodyIn() throws Exception {
    Path library = install("580.95.05");
    NvmlGpuProbe probe = probe(library);
    assertEquals(Optional.empty(), fit(probe).failure());
    Files.delete(library);
    assertEquals(
        Optional.of(
            "programs that are started now cannot use the GPU: "
                + library
                + " is no longer there (install the NVIDIA driver again)"),
        fit(probe).failure());
    Files.writeString(library, "not even ELF");
    assertTrue(fit(probe).failure().orElseThrow().contains("cannot load " + library.toRealPath()));

    Files.delete(library);
    Files.copy(SimulatedGpus.library(""), library);
    assertEquals(Optional.empty(), fit(probe).failure());
    assertTrue(probe.read().isAvailable(), "what is loaded stays loaded");
  }

  @ParameterizedTest
  @CsvSource({"9", "12", "17", "18", "999", "4711"})
  void aDriverThatRefusesNewProgramsIsSeenThoughItServesThisOne(int code) throws Exception {
    NvmlGpuProbe probe = gpus.probe();
    assertEquals(Optional.empty(), fit(probe).failure());
    gpus.control("fault", "set", "nvmlInit_v2", "code=" + code);
    for (int reading = 0; reading < 2; reading++) {
      assertEquals(
          Optional.of(
              "programs that are started now cannot use the GPU: nvmlInit_v2 answered "
                  + new NvmlReturn(code)),
          fit(probe).failure());
    }
    gpus.control("fault", "clear");
    assertEquals(Optional.empty(), fit(probe).failure());
  }

  @Test
  void aNameWithoutVersionTellsNone() throws Exception {
    assertEquals(
        "cannot tell the version of %s: its name has none"
            .formatted(SimulatedGpus.library("").toRealPath()),
        why(fit(gpus.probe()).libraryVersion()));
  }

  @Test
  void aNameThatTheLinkerFoundIsLookedUpWhereItWasLoadedFrom() throws Exception {
    Path maps = proc().resolve("self/maps");
    Files.createDirectories(maps.getParent());
    Files.writeString(
        maps,
        """
        7f00-7f01 r--p 00000000 08:01 12 /usr/lib/libc.so.6
        7f01-7f02 r-xp 00000000 00:00 0
        7f02-7f03 r--p 00000000 08:01 13 /opt/nvidia/libnvidia-ml.so.580.95.05 (deleted)
        """);
    assertEquals(
        Optional.of(Path.of("/opt/nvidia/libnvidia-ml.so.1")),
        new DriverFiles(proc()).library("libnvidia-ml.so.1"));
    assertEquals(
        Optional.of(Path.of("/x/libnvidia-ml.so.1")),
        new DriverFiles(proc()).library("/x/libnvidia-ml.so.1"));
    assertEquals(Optional.empty(), new DriverFiles(proc()).library("libother.so.1"));
  }
}
