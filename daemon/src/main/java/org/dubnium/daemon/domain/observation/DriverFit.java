package org.dubnium.daemon.domain.observation;

import java.util.Optional;

/**
 * Whether a program that is started now can use the driver. One that was upgraded under running
 * programs goes on serving those, and refuses every new one: its libraries on disk are newer than the
 * kernel module that runs.
 *
 * @param libraryVersion of NVML as a new program would load it
 * @param moduleVersion of the kernel module that runs
 * @param refusal what a new program was told instead; empty if it was let in, or was not tried
 */
public record DriverFit(
    Reading<String> libraryVersion, Reading<String> moduleVersion, Optional<String> refusal) {

  /** Nobody looked. */
  public static final DriverFit UNKNOWN =
      new DriverFit(
          Reading.unavailable("nobody looked for the driver's library"),
          Reading.unavailable("nobody looked for the kernel module"),
          Optional.empty());

  /**
   * Why a program that is started now cannot use the driver, and what to do; empty if it can, or if
   * nobody can tell.
   */
  public Optional<String> failure() {
    if (libraryVersion instanceof Reading.Value<String>(String library)
        && moduleVersion instanceof Reading.Value<String>(String module)
        && !library.equals(module)) {
      return Optional.of(
          "the driver on disk is %s, and the kernel module that runs is %s: programs that are started"
              .formatted(library, module)
              + " now cannot use the GPU (restart the machine)");
    }
    return refusal.map(
        told -> "programs that are started now cannot use the GPU: " + told);
  }
}
