package org.dubnium.fleet.pod;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When pods came into their phases, those among them that are gone.
 *
 * @param pods by name, the oldest change first
 */
public record PhaseHistory(Map<PodName, List<Change>> pods) {

  /** How many of the last starts say how long one takes. */
  private static final int LAST_STARTS = 10;

  /** A pod came into a phase. */
  public record Change(PodPhase phase, Instant at) {}

  /** A pod became ready for the first time. */
  private record Start(Instant at, Duration took) {}

  public PhaseHistory {
    pods = Map.copyOf(pods);
  }

  /** Of one pod, the oldest first. */
  public List<Change> of(PodName pod) {
    return pods.getOrDefault(pod, List.of());
  }

  /** Since when a pod has its phase. */
  public Optional<Instant> since(PodName pod) {
    return of(pod).stream().reduce((_, last) -> last).map(Change::at);
  }

  /**
   * How long the pods of a declaration have taken from being asked for until they were ready: the
   * median of the last starts; empty if none is known.
   */
  public Optional<Duration> usualStart(String declaration) {
    List<Duration> took =
        pods.entrySet().stream()
            .filter(pod -> pod.getKey().slot().declaration().equals(declaration))
            .flatMap(pod -> start(pod.getValue()))
            .sorted((one, other) -> other.at().compareTo(one.at()))
            .limit(LAST_STARTS)
            .map(Start::took)
            .sorted()
            .toList();
    return took.isEmpty() ? Optional.empty() : Optional.of(took.get(took.size() / 2));
  }

  /** Of a pod that was seen from the beginning. */
  private static Stream<Start> start(List<Change> changes) {
    Change first = changes.getFirst();
    return first.phase() == PodPhase.REQUESTED
        ? changes.stream()
            .filter(each -> each.phase() == PodPhase.READY)
            .limit(1)
            .map(ready -> new Start(ready.at(), Duration.between(first.at(), ready.at())))
            .filter(start -> !start.took().isNegative())
        : Stream.empty();
  }
}
