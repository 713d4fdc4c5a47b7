package org.dubnium.fleet.slurm;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as Slurm prints them in lines. */
final class SlurmTimes {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
  private static final Pattern LIMIT =
      Pattern.compile("(?:(\\d{1,6})-)?(?:(\\d{1,3}):)?(\\d{1,3}):(\\d{2})");

  private SlurmTimes() {}

  /** Seconds since the epoch; empty for {@code N/A} and whatever else is none. */
  static Optional<Instant> instant(String text) {
    return SECONDS.matcher(text).matches()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text)))
        : Optional.empty();
  }

  /** {@code days-hours:minutes:seconds}, without what is 0 in front; empty for none. */
  static Optional<Duration> limit(String text) {
    Matcher matcher = LIMIT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(number(matcher, 1))
            .plusHours(number(matcher, 2))
            .plusMinutes(number(matcher, 3))
            .plusSeconds(number(matcher, 4)));
  }

  private static long number(Matcher matcher, int group) {
    String text = matcher.group(group);
    return text == null ? 0 : Long.parseLong(text);
  }
}
