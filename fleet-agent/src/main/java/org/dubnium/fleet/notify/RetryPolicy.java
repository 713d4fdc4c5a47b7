package org.dubnium.fleet.notify;

import java.time.Duration;
import java.util.Optional;
import org.dubnium.common.time.Backoff;

/**
 * How often a notification is tried.
 *
 * @param attempts all together; then it is given up
 * @param first pause; each is three times the one before
 * @param longest pause, whatever the other side asks for; at most an hour
 */
public record RetryPolicy(int attempts, Duration first, Duration longest) {

  private static final int FACTOR = 3;

  public RetryPolicy {
    if (attempts < 1
        || first.isNegative()
        || longest.compareTo(first) < 0
        || longest.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "cannot retry " + attempts + " times, after " + first + " up to " + longest);
    }
  }

  /** Eight attempts within three quarters of an hour. */
  public static RetryPolicy usual() {
    return new RetryPolicy(8, Duration.ofSeconds(5), Duration.ofMinutes(15));
  }

  /**
   * The pause after a failed attempt; empty if it was the last.
   *
   * @param attempt counted from 1
   * @param asked what the other side asks for
   */
  Optional<Duration> after(int attempt, Optional<Duration> asked) {
    if (attempt >= attempts) {
      return Optional.empty();
    }
    Duration pause = new Backoff(first, FACTOR, longest).after(attempt - 1);
    Duration wanted = asked.filter(wish -> wish.compareTo(first) > 0).orElse(pause);
    Duration longer = wanted.compareTo(pause) > 0 ? wanted : pause;
    return Optional.of(longer.compareTo(longest) > 0 ? longest : longer);
  }
}
