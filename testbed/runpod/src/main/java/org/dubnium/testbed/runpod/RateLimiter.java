package org.dubnium.testbed.runpod;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts calls in windows of a minute, an hour and a day, and tells what is left. */
final class RateLimiter {

  private static final class Window {
    final String name;
    final int quota;
    final int seconds;
    Instant end = Instant.MIN;
    int used;

    Window(String name, int quota, int seconds) {
      this.name = name;
      this.quota = quota;
      this.seconds = seconds;
    }

    void open(Instant now) {
      if (!now.isBefore(end)) {
        end = now.plusSeconds(seconds);
        used = 0;
      }
    }

    long left(Instant now) {
      return Math.max(1, Duration.between(now, end).plusMillis(999).toSeconds());
    }
  }

  private final List<Window> windows;
  private final String policy;

  RateLimiter(RateLimits limits) {
    windows =
        limits.equals(RateLimits.none())
            ? List.of()
            : List.of(
                new Window("minute", limits.minute(), 60),
                new Window("hour", limits.hour(), 3600),
                new Window("day", limits.day(), 86_400));
    StringBuilder text = new StringBuilder();
    for (Window window : windows) {
      text.append(text.isEmpty() ? "" : ", ")
          .append('"')
          .append(window.name)
          .append("\";q=")
          .append(window.quota)
          .append(";w=")
          .append(window.seconds);
    }
    policy = text.toString();
  }

  /** Takes a call into account. Where a quota is used up: its window and the seconds left of it. */
  Optional<Map.Entry<String, Long>> take(Instant now) {
    Map.Entry<String, Long> exceeded = null;
    for (Window window : windows) {
      window.open(now);
      if (window.used >= window.quota) {
        exceeded = Map.entry(window.name, window.left(now));
      } else {
        window.used++;
      }
    }
    return Optional.ofNullable(exceeded);
  }

  /** The headers that go with every answer to a valid key. */
  Map<String, String> headers(Instant now) {
    if (windows.isEmpty()) {
      return Map.of();
    }
    StringBuilder state = new StringBuilder();
    for (Window window : windows) {
      window.open(now);
      state
          .append(state.isEmpty() ? "" : ", ")
          .append('"')
          .append(window.name)
          .append("\";r=")
          .append(window.quota - window.used)
          .append(";t=")
          .append(window.left(now));
    }
    return Map.of("RateLimit", state.toString(), "RateLimit-Policy", policy);
  }
}
