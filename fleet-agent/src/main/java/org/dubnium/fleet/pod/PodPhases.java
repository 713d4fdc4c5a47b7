package org.dubnium.fleet.pod;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.fleet.runpod.Pod;

/** Judges the phase of a pod that RunPod lists. */
public final class PodPhases {

  private static final Pattern TCP = Pattern.compile("([1-9][0-9]{0,4})/tcp");

  private PodPhases() {}

  /**
   * The phase.
   *
   * @param probe that its declaration names. Without one, a pod is ready once it runs and its TCP
   *     ports are mapped; HTTP ports are served by RunPod's proxy.
   * @param outcome of that probe
   */
  public static PodPhase of(Pod pod, Optional<ReadinessProbe> probe, ProbeOutcome outcome) {
    return switch (pod.status()) {
      case PROVISIONING -> PodPhase.PROVISIONING;
      case STARTING -> PodPhase.STARTING;
      case RUNNING -> running(pod, probe, outcome);
      case EXITED -> PodPhase.STOPPED;
      case ERROR -> PodPhase.FAILED;
      case TERMINATED -> PodPhase.ABSENT;
      case UNKNOWN -> PodPhase.UNKNOWN;
    };
  }

  private static PodPhase running(Pod pod, Optional<ReadinessProbe> probe, ProbeOutcome outcome) {
    if (probe.isEmpty()) {
      return pod.runtime().isPresent() && areMapped(pod) ? PodPhase.READY : PodPhase.RUNNING;
    }
    boolean isMapped = PublicAddress.of(pod, probe.get().port()).isPresent();
    return switch (outcome) {
      case NOT_YET -> PodPhase.RUNNING;
      case ANSWERS -> isMapped ? PodPhase.READY : PodPhase.UNREADY;
      case LOST -> PodPhase.UNREADY;
    };
  }

  private static boolean areMapped(Pod pod) {
    return pod.ports().stream()
        .map(TCP::matcher)
        .filter(Matcher::matches)
        .allMatch(port -> PublicAddress.of(pod, Integer.parseInt(port.group(1))).isPresent());
  }
}
