package org.dubnium.testbed.runpod;

import java.util.List;

/** The status of a pod, and what can be done in it. */
public enum PodStatus {
  PROVISIONING,
  STARTING,
  RUNNING,
  EXITED,
  ERROR,
  TERMINATED;

  /** The words of {@code PodAction} that are allowed. */
  public List<String> actions() {
    return switch (this) {
      case PROVISIONING, STARTING -> List.of("stop", "terminate");
      case RUNNING -> List.of("stop", "restart", "terminate");
      case EXITED, ERROR -> List.of("start", "terminate");
      case TERMINATED -> List.of();
    };
  }

  /** Whether the pod holds its GPUs and costs. */
  public boolean holdsCompute() {
    return this != EXITED && this != TERMINATED;
  }
}
