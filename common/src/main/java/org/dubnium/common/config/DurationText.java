package org.dubnium.common.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written: a number with {@code ms s min h} or {@code d}. */
final class DurationText {

  private static final Pattern FORM = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?) ?(ms|s|min|h|d)");

  private DurationText() {}

  /** Empty if it is not of that form, or longer than allowed. */
  static Optional<Duration> parse(String text, Duration longest) {
    Matcher match = FORM.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    long millis =
        switch (match.group(2)) {
          case "ms" -> 1;
          case "s" -> 1000;
          case "min" -> 60_000;
          case "h" -> 3_600_000;
          default -> 86_400_000;
        };
    Duration duration =
        Duration.ofMillis(
            new BigDecimal(match.group(1)).multiply(BigDecimal.valueOf(millis)).longValue());
    return Optional.of(duration)
        .filter(value -> value.compareTo(longest) <= 0);
  }
}
