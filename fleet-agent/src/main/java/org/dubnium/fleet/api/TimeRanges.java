package org.dubnium.fleet.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.dubnium.fleet.service.TimeRange;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Query;

/** The time that a request for the past is about, as its query has it and its answer. */
final class TimeRanges {

  private static final long DEFAULT_MINUTES = 60;
  private static final long MOST_MINUTES = 60L * 24 * 366 * 2;
  private static final long LONGEST_STEP = 31L * 24 * 3600;
  private static final long LATEST = Instant.parse("9999-01-01T00:00:00Z").toEpochMilli();

  private TimeRanges() {}

  /**
   * From {@code start} and {@code end} (milliseconds since the epoch), or {@code duration} (minutes,
   * up to now or to the end); {@code step} in seconds.
   */
  static TimeRange parse(Query query, Instant now) throws Problem {
    OptionalLong start = query.number("start", 0, LATEST);
    Instant end = Instant.ofEpochMilli(query.number("end", 0, LATEST).orElse(now.toEpochMilli()));
    long minutes = query.number("duration", 1, MOST_MINUTES).orElse(DEFAULT_MINUTES);
    Instant begin =
        start.isPresent()
            ? Instant.ofEpochMilli(start.getAsLong())
            : end.minus(Duration.ofMinutes(minutes));
    if (!begin.isBefore(end)) {
      throw Problem.badRequest("cannot ask for a time that ends before it begins");
    }
    if (Duration.between(begin, end).toMinutes() > MOST_MINUTES) {
      throw Problem.badRequest("cannot ask for more than two years at once");
    }
    OptionalLong step = query.number("step", 1, LONGEST_STEP);
    return new TimeRange(
        begin,
        end,
        step.isPresent()
            ? Optional.of(Duration.ofSeconds(step.getAsLong()))
            : Optional.empty());
  }

  static void write(TimeRange range, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("range");
    json.writeNumberField("start", range.start().toEpochMilli());
    json.writeNumberField("end", range.end().toEpochMilli());
    json.writeEndObject();
  }
}
