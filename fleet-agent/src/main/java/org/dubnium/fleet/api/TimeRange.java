package org.dubnium.fleet.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.telemetry.Series;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Query;

/**
 * The time that a request for the past is about.
 *
 * @param step that the answer is to have; empty for what fits a screen
 */
record TimeRange(Instant start, Instant end, Optional<Duration> step) {

  private static final long DEFAULT_MINUTES = 60;
  private static final long MOST_MINUTES = 60L * 24 * 366 * 2;
  private static final long LONGEST_STEP = 31L * 24 * 3600;
  private static final long LATEST = Instant.parse("9999-01-01T00:00:00Z").toEpochMilli();

  /** Points of one curve: more than a screen shows. */
  private static final long POINTS = 1000;

  /** Rows of one answer. */
  private static final long MOST_ROWS = 200_000;

  /**
   * From {@code start} and {@code end} (milliseconds since the epoch), or {@code duration} (minutes,
   * up to now or to the end); {@code step} in seconds.
   */
  static TimeRange of(Query query, Instant now) throws Problem {
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

  /**
   * How long a point may stand for, so that the answer stays of a size that can be shown.
   *
   * @param curves how many there are to be
   * @throws Problem if the step that is asked for is too short for that
   */
  Duration resolution(int curves) throws Problem {
    if (step.isPresent()) {
      long rows = Duration.between(start, end).dividedBy(step.get()) + 1;
      if (rows > MOST_ROWS / Math.max(1, curves)) {
        throw Problem.badRequest(
            "cannot answer with more than "
                + MOST_ROWS
                + " rows: ask for a longer step, a shorter time or one GPU");
      }
      return step.get();
    }
    return fitting(curves);
  }

  /** What is told in the steps that were asked for, and in longer ones where that were too much. */
  List<Series> told(List<Series> series, int curves) {
    if (step.isPresent()) {
      return Downsampler.of(step.get(), series);
    }
    Map<Metric, Long> points =
        series.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.key().metric(),
                    Collectors.summingLong(one -> one.points().size())));
    boolean tooMany = points.values().stream().anyMatch(count -> count > MOST_ROWS);
    return tooMany ? Downsampler.of(fitting(curves), series) : series;
  }

  private Duration fitting(int curves) {
    long points = Math.max(1, Math.min(POINTS, MOST_ROWS / Math.max(1, curves)));
    return Duration.between(start, end).dividedBy(points);
  }
}
