package org.dubnium.fleet.telemetry.exposition;

import java.util.List;
import java.util.Map;
import org.dubnium.fleet.domain.SubjectReading;

/** Rented pods, as RunPod tells of them, and what they cost. */
public final class PodFamilies {

  private PodFamilies() {}

  /**
   * Their metrics.
   *
   * @param pods readings of pods; none for a fleet that rents nothing
   */
  public static List<Family> of(List<SubjectReading> pods) {
    MetricFamilies families = new MetricFamilies();
    pods.forEach(
        pod -> families.add(pod.values(), Map.of("pod", pod.subject().place().value())));
    return families.all();
  }
}
