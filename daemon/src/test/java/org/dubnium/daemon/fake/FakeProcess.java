package org.dubnium.daemon.fake;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.ProcessInfo;

/**
 * A process of a {@link FakeHost}.
 *
 * @param kind NVML's list that shows it
 * @param gpuBytes memory that it uses, by UUID of the GPU
 * @param devices device files that it has open
 */
public record FakeProcess(
    ProcessInfo info, GpuProcess.Kind kind, Map<String, Long> gpuBytes, Set<String> devices) {

  public FakeProcess {
    gpuBytes = Map.copyOf(gpuBytes);
    devices = Set.copyOf(devices);
  }

  /** A process that has nothing to do with any GPU. */
  public static FakeProcess plain(int pid, String command, Optional<String> unit) {
    return new FakeProcess(
        new ProcessInfo(pid, command, pid * 10L, 1000, unit, Optional.empty()),
        GpuProcess.Kind.GRAPHICS,
        Map.of(),
        Set.of());
  }
}
