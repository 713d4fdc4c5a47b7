package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The time that a billing call asks about, in buckets of UTC.
 *
 * @param unit of {@code BillingBucketSize}
 */
record BillingWindow(Instant start, Instant end, String unit) {

  private static final int MOST_BUCKETS = 10_000;

  /** A time within the window, half open. */
  record Bucket(Instant start, Instant end) {}

  /** The window that the parameters ask for: by times, or the last so many buckets. */
  static BillingWindow of(Route route, Instant now) {
    String unit = route.parameter("bucketSize", "day");
    if (!List.of("hour", "day", "week", "month", "year").contains(unit)) {
      throw Problem.invalid(List.of("bucketSize: is not a bucket size"));
    }
    Optional<Instant> start = time(route, "startTime");
    Optional<Instant> end = time(route, "endTime");
    Instant from;
    Instant until;
    String last = route.parameter("lastN", "");
    if (last.isEmpty()) {
      from = floor(start.orElse(now.minus(30, ChronoUnit.DAYS)), unit);
      Instant asked = end.orElse(now);
      until = floor(asked, unit).equals(asked) ? asked : next(floor(asked, unit), unit, 1);
    } else {
      if (start.isPresent() || end.isPresent()) {
        throw Problem.badRequest("lastN and startTime or endTime are mutually exclusive");
      }
      if (!last.matches("[1-9]\\d{0,3}")) {
        throw Problem.invalid(List.of("lastN: must be at least 1"));
      }
      from = next(floor(now, unit), unit, 1 - Integer.parseInt(last));
      until = next(floor(now, unit), unit, 1);
    }
    if (until.isBefore(from)) {
      throw Problem.badRequest("endTime must not be before startTime");
    }
    return new BillingWindow(from, until, unit);
  }

  List<Bucket> buckets() {
    List<Bucket> buckets = new ArrayList<>();
    for (Instant time = start; time.isBefore(end); time = next(time, unit, 1)) {
      if (buckets.size() == MOST_BUCKETS) {
        throw Problem.badRequest("too many buckets");
      }
      buckets.add(new Bucket(time, next(time, unit, 1)));
    }
    return buckets;
  }

  /** As the answer repeats it. */
  ObjectNode json() {
    return Json.object()
        .put("startTime", start.toString())
        .put("endTime", end.toString())
        .put("bucketSize", unit);
  }

  private static Instant floor(Instant time, String unit) {
    ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
    ZonedDateTime day = utc.truncatedTo(ChronoUnit.DAYS);
    return switch (unit) {
      case "hour" -> utc.truncatedTo(ChronoUnit.HOURS).toInstant();
      case "week" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toInstant();
      case "month" -> day.withDayOfMonth(1).toInstant();
      case "year" -> day.withDayOfYear(1).toInstant();
      default -> day.toInstant();
    };
  }

  private static Instant next(Instant time, String unit, int count) {
    ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
    return switch (unit) {
      case "hour" -> utc.plusHours(count).toInstant();
      case "week" -> utc.plusWeeks(count).toInstant();
      case "month" -> utc.plusMonths(count).toInstant();
      case "year" -> utc.plusYears(count).toInstant();
      default -> utc.plusDays(count).toInstant();
    };
  }

  private static Optional<Instant> time(Route route, String name) {
    String text = route.parameter(name, "");
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException notTime) {
      throw Problem.invalid(List.of(name + ": must be a time of RFC 3339"));
    }
  }
}
