package org.dubnium.fleet.runpod;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Headers;
import org.dubnium.fleet.domain.RetryAfter;

/**
 * When a request that was refused may be sent again.
 *
 * @param cut whether the answer asked for more time than is believed
 */
record RetryTime(Instant at, boolean cut) {

  /** The longest window that RunPod has. */
  static final Duration LONGEST = Duration.ofDays(1);

  /** The shortest window that RunPod has, for an answer that does not tell. */
  static final Duration USUAL = Duration.ofMinutes(1);

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** What Retry-After says; empty without one that can be understood. */
  static Optional<RetryTime> asked(Headers headers, Instant now) {
    return RetryAfter.parse(headers.get("Retry-After"), now)
        .map(
            wait ->
                new RetryTime(
                    now.plus(bounded(wait.toSeconds())), wait.compareTo(LONGEST) > 0));
  }

  /** Of an answer 429: Retry-After, else the window that is used up, else the usual time. */
  static RetryTime afterLimit(Headers headers, RateLimits limits, Instant now) {
    return asked(headers, now)
        .or(
            () ->
                limits
                    .exhausted(now)
                    .map(window -> new RetryTime(window.resetsAt(), false)))
        .orElseGet(() -> new RetryTime(now.plus(USUAL), false));
  }

  /** Not so short that it is asked again without end, and no longer than is believed. */
  static Duration bounded(long seconds) {
    return Duration.ofSeconds(
        Math.clamp(seconds, SHORTEST.toSeconds(), LONGEST.toSeconds()));
  }
}
