package org.dubnium.fleet.pod.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.runpod.RunpodException;

/** Why nothing is created or started now, for one declaration or for the whole fleet. */
final class CreateHolds {

  private static final Duration FLEET_PAUSE = Duration.ofMinutes(5);

  /** No server is believed that asks for more. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  private final Map<String, CreateBreaker> breakers = new HashMap<>();
  private Optional<String> pause = Optional.empty();
  private long pausedUntil;

  /** Whether a listing that works shows that the reason of the pause is over. */
  private boolean endsWithListing;

  CreateBreaker breaker(String declaration) {
    return breakers.getOrDefault(declaration, CreateBreaker.CLOSED);
  }

  void failed(String declaration, String why, long nanoTime) {
    breakers.put(declaration, breaker(declaration).failed(why, nanoTime));
  }

  void lacked(String declaration, String why, long nanoTime) {
    breakers.put(declaration, breaker(declaration).lacked(why, nanoTime));
  }

  void created(String declaration) {
    breakers.computeIfPresent(declaration, (_, breaker) -> breaker.created());
  }

  /** A pod of the declaration became ready, or people want it tried again. */
  void close(String declaration) {
    breakers.remove(declaration);
  }

  /** The key is not accepted: until it is again. */
  void pauseForKey(String why, long nanoTime) {
    pause(why, FLEET_PAUSE, nanoTime);
    endsWithListing = true;
  }

  /** The account may not, or cannot pay. */
  void pauseForAccount(String why, long nanoTime) {
    pause(why, FLEET_PAUSE, nanoTime);
  }

  /** RunPod wants fewer requests. */
  void pauseForLimit(RunpodException failure, Instant now, long nanoTime) {
    pause(String.valueOf(failure.getMessage()), wait(failure, now), nanoTime);
  }

  /** How long RunPod wants to be left alone, as far as it is believed. */
  static Duration wait(RunpodException failure, Instant now) {
    Duration asked =
        failure.retryAt().map(at -> Duration.between(now, at)).orElse(SHORTEST_PAUSE);
    if (asked.compareTo(SHORTEST_PAUSE) < 0) {
      return SHORTEST_PAUSE;
    }
    return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
  }

  private void pause(String why, Duration time, long nanoTime) {
    pause = Optional.of(why);
    pausedUntil = nanoTime + time.toNanos();
    endsWithListing = false;
  }

  void listed() {
    if (endsWithListing) {
      pause = Optional.empty();
    }
  }

  /** Why the whole fleet is held. */
  Optional<String> fleet(long nanoTime) {
    return pause.filter(_ -> nanoTime - pausedUntil < 0);
  }

  /** Why each of the declarations is held; without those that are not. */
  Map<String, String> of(Collection<String> declarations, long nanoTime) {
    Map<String, String> holds = new HashMap<>();
    Optional<String> fleet = fleet(nanoTime);
    for (String name : declarations) {
      if (fleet.isPresent()) {
        holds.put(name, fleet.get());
      } else if (breaker(name).isOpen(nanoTime)) {
        holds.put(name, breaker(name).reason());
      }
    }
    return holds;
  }
}
