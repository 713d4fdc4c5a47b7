package org.dubnium.daemon.domain.policy;

import java.util.List;
import java.util.Optional;

/**
 * GPUs by role. A GPU is named by UUID, PCI bus id, or NVML index. Nothing named means that every
 * GPU that shows up is shared by all roles.
 */
public record Hardware(
    List<String> presentGpus,
    Optional<String> displayGpu,
    List<String> computeGpus,
    int plannedGpuCount,
    List<String> desktopAiGpus) {

  public Hardware {
    presentGpus = List.copyOf(presentGpus);
    computeGpus = List.copyOf(computeGpus);
    desktopAiGpus = List.copyOf(desktopAiGpus);
  }
}
