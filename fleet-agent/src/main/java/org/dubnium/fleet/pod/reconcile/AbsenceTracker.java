package org.dubnium.fleet.pod.reconcile;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.store.PodIntent;

/**
 * Which pods that were asked for are not there. RunPod may list a pod late; so one that no listing has
 * had counts as absent only after some listings over some time of this process.
 */
final class AbsenceTracker {

  /** Listings without a pod that was never listed, and the time from the first to the last. */
  static final int LISTINGS = 3;

  static final Duration TIME = Duration.ofMinutes(2);

  /** Listings without one that was listed before. */
  static final int LISTINGS_OF_LISTED = 2;

  private record Missing(long since, int listings) {}

  private final Map<PodName, Missing> missing = new HashMap<>();

  /** Ids of those of which RunPod has said that they were terminated, or are not there. */
  private final Map<PodName, String> ended = new HashMap<>();

  /** Takes a listing that succeeded. */
  void observe(Collection<PodIntent> intents, Set<PodName> listed, long nanoTime) {
    Set<PodName> open =
        intents.stream()
            .filter(PodIntent::isOpen)
            .map(PodIntent::name)
            .collect(Collectors.toSet());
    missing.keySet().removeIf(name -> listed.contains(name) || !open.contains(name));
    ended.keySet().retainAll(open);
    for (PodName name : open) {
      if (!listed.contains(name)) {
        missing.merge(
            name,
            new Missing(nanoTime, 1),
            (before, _) -> new Missing(before.since(), before.listings() + 1));
      }
    }
  }

  /** RunPod said that the pod is terminated, or not there. */
  void ended(PodName name, String podId) {
    ended.put(name, podId);
  }

  /** The open intents whose pods are not there. */
  Set<PodName> absent(Collection<PodIntent> intents, long nanoTime) {
    return intents.stream()
        .filter(PodIntent::isOpen)
        .filter(intent -> isAbsent(intent, nanoTime))
        .map(PodIntent::name)
        .collect(Collectors.toSet());
  }

  private boolean isAbsent(PodIntent intent, long nanoTime) {
    Missing seen = missing.get(intent.name());
    if (seen == null) {
      return false;
    }
    if (intent.podId().filter(id -> id.equals(ended.get(intent.name()))).isPresent()) {
      return true;
    }
    return intent.state() == PodIntent.State.LISTED
        ? seen.listings() >= LISTINGS_OF_LISTED
        : seen.listings() >= LISTINGS && nanoTime - seen.since() >= TIME.toNanos();
  }
}
