package org.dubnium.daemon.delegation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** So much in any minute, for each user. Keeps nothing of users who did nothing for a minute. */
final class RateLimit {

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int most;
  private final Map<Long, Deque<Instant>> times = new HashMap<>();

  RateLimit(int most) {
    this.most = most;
  }

  /** Whether that user may once more; if so, it counts. */
  boolean admits(long uid, Instant now) {
    Instant since = now.minus(WINDOW);
    times
        .values()
        .removeIf(
            theirs -> {
              // A clock that was set back must shut nobody out for long.
              theirs.removeIf(time -> !time.isAfter(since) || time.isAfter(now));
              return theirs.isEmpty();
            });
    Deque<Instant> theirs = times.computeIfAbsent(uid, _ -> new ArrayDeque<>());
    if (theirs.size() >= most) {
      return false;
    }
    theirs.add(now);
    return true;
  }

  /** How many users something is kept of. */
  int users() {
    return times.size();
  }
}
