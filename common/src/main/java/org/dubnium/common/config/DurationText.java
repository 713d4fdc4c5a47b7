package org.dubnium.common.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written: a number with {@code ms}, {@code s} or {@code min}. */
final class DurationText {

  private static final Pattern FORM = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?) ?(ms|s|min)");
  private static final Duration LONGEST = Duration.ofDays(1);

  private DurationText() {}

  /** Empty if it is not of that form, or more than a day. */
  static Optional<Duration> parse(String text) {
    Matcher match = FORM.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    int millis =
        switch (match.group(2)) {
          case "ms" -> 1;
          case "s" -> 1000;
          default -> 60_000;
        };
    Duration duration =
        Duration.ofMillis(
            new BigDecimal(match.group(1)).multiply(BigDecimal.valueOf(millis)).longValue());
    return Optional.of(duration)
        .filter(value -> value.compareTo(LONGEST) <= 0);
  }
}
