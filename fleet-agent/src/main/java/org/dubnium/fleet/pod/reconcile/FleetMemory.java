package org.dubnium.fleet.pod.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.ProbeOutcome;
import org.dubnium.fleet.runpod.Pod;
import org.dubnium.fleet.runpod.PodStatus;

/**
 * What this process has seen of the pods. It is lost with the process, and then every wait begins
 * anew. Times are of the monotonic clock.
 */
final class FleetMemory {

  /** How long a pod counts as running after it was asked to start, whatever a listing says. */
  static final Duration START_SEEN = Duration.ofMinutes(2);

  /**
   * One pod.
   *
   * @param firstSeen in a listing
   * @param startedAt as RunPod said last; a probe's outcome is of that run
   */
  private record Seen(
      long firstSeen, Optional<Instant> startedAt, ProbeOutcome probe, PodPhase phase) {}

  final AbsenceTracker absences = new AbsenceTracker();
  final CreateHolds holds = new CreateHolds();

  private final Map<PodName, Seen> seen = new HashMap<>();
  private final Map<PodName, Long> starting = new HashMap<>();

  /** How many listings have succeeded, and when the first did, for {@link #hasListedForLong}. */
  private int listings;

  private long firstListing;
  private Optional<Instant> lastListing = Optional.empty();

  /** A listing succeeded. */
  void listed(Collection<PodName> names, long nanoTime, Instant now) {
    if (listings == 0) {
      firstListing = nanoTime;
    }
    listings++;
    lastListing = Optional.of(now);
    seen.keySet().retainAll(names);
    starting
        .entrySet()
        .removeIf(entry -> nanoTime - entry.getValue() > START_SEEN.toNanos());
    holds.listed();
  }

  /** When the pods were listed last, by the wall clock; empty if they never were. */
  Optional<Instant> listedAt() {
    return lastListing;
  }

  /** Whether whatever was asked for before this process began would have been listed by now. */
  boolean hasListedForLong(long nanoTime) {
    return listings >= AbsenceTracker.LISTINGS
        && nanoTime - firstListing >= AbsenceTracker.TIME.toNanos();
  }

  /** What probes have seen of a pod since it was started last. */
  ProbeOutcome probe(PodName name, Pod pod) {
    Seen before = seen.get(name);
    return before == null
            || pod.status() != PodStatus.RUNNING
            || !before.startedAt().equals(pod.startedAt())
        ? ProbeOutcome.NOT_YET
        : before.probe();
  }

  /**
   * Notes how a pod is.
   *
   * @return its former phase; ABSENT if it was not seen before
   */
  PodPhase note(PodName name, Pod pod, ProbeOutcome probe, PodPhase phase, long nanoTime) {
    Seen before = seen.get(name);
    seen.put(
        name,
        new Seen(
            before == null ? nanoTime : before.firstSeen(),
            pod.startedAt(),
            probe,
            phase));
    return before == null ? PodPhase.ABSENT : before.phase();
  }

  Duration observed(PodName name, long nanoTime) {
    Seen pod = seen.get(name);
    return pod == null ? Duration.ZERO : Duration.ofNanos(nanoTime - pod.firstSeen());
  }

  void starting(PodName name, long nanoTime) {
    starting.put(name, nanoTime);
  }

  Set<PodName> starting() {
    return Set.copyOf(starting.keySet());
  }

}
