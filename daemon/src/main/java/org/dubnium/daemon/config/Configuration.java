package org.dubnium.daemon.config;

import java.time.Duration;
import org.dubnium.daemon.domain.policy.Policy;

/**
 * All settings of the daemon.
 *
 * @param policy what judging and switching need
 * @param hostPaths where the kernel's file systems are
 * @param nvmlLibrary name or path of NVIDIA's management library
 * @param observationDeadline longest time for one probe
 * @param observationInterval longest time between two observations
 * @param auditRotateBytes size of the audit log at which a new file is begun
 * @param auditFiles how many files of it there may be
 */
public record Configuration(
    Policy policy,
    HostPaths hostPaths,
    String nvmlLibrary,
    Duration observationDeadline,
    Duration observationInterval,
    long auditRotateBytes,
    int auditFiles) {

  /** Directories, absolute and without a slash at the end. */
  public record HostPaths(String proc, String sys, String dev) {}
}
