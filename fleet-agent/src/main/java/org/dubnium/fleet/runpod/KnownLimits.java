package org.dubnium.fleet.runpod;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.domain.Secret;
import org.dubnium.fleet.runpod.RunpodException.Kind;
import org.jspecify.annotations.Nullable;

/** The limits of requests that the last answer told, of the key that it was for. */
final class KnownLimits {

  private record Seen(String key, RateLimits limits) {

    /** It has a secret. */
    @Override
    public String toString() {
      return limits.toString();
    }
  }

  private volatile @Nullable Seen seen;

  RateLimits last() {
    Seen last = seen;
    return last == null ? RateLimits.NONE : last.limits();
  }

  /** Takes what an answer told, if it did. */
  void note(Secret key, RateLimits told) {
    if (!told.windows().isEmpty()) {
      seen = new Seen(key.reveal(), told);
    }
  }

  /** Refuses a call that the server would refuse. */
  void requireRoom(ApiCall call, Secret key, Instant now) throws RunpodException {
    Seen last = seen;
    if (last == null || !last.key().equals(key.reveal())) {
      return;
    }
    Optional<RateLimits.Window> exhausted = last.limits().exhausted(now);
    if (exhausted.isPresent()) {
      Instant at = exhausted.get().resetsAt();
      throw new RunpodException(
          Kind.RATE_LIMITED,
          "cannot %s: RunPod allows no more requests until %s (try again then)"
              .formatted(call.purpose(), at),
          "",
          List.of(),
          Optional.of(at));
    }
  }
}
