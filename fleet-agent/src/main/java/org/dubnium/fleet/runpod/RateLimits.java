package org.dubnium.fleet.runpod;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many requests are left: headers RateLimit and RateLimit-Policy.
 *
 * @param windows empty if no answer has told yet, or the account has no limits
 */
public record RateLimits(List<Window> windows) {

  /** Nothing is known of them. */
  public static final RateLimits NONE = new RateLimits(List.of());

  /**
   * A span of time with a limit of its own.
   *
   * @param name {@code minute}, {@code hour} or {@code day}
   * @param remaining requests until it is reset
   * @param quota requests from one reset to the next; empty if it was not told
   */
  public record Window(String name, long remaining, Instant resetsAt, OptionalLong quota) {}

  public RateLimits {
    windows = List.copyOf(windows);
  }

  /** Of the windows that leave no request now, the one that does for longest. */
  public Optional<Window> exhausted(Instant now) {
    return windows.stream()
        .filter(window -> window.remaining() <= 0 && window.resetsAt().isAfter(now))
        .max(Comparator.comparing(Window::resetsAt));
  }
}
