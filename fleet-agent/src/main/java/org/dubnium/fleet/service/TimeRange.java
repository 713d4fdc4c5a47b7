package org.dubnium.fleet.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.telemetry.Series;

/**
 * The time that a question about the past is about.
 *
 * @param step that the answer is to have; empty for what fits a screen
 */
public record TimeRange(Instant start, Instant end, Optional<Duration> step) {

  /** Points of one curve: more than a screen shows. */
  private static final long POINTS = 1000;

  /** Points of one metric in one answer. */
  private static final long MOST_ROWS = 200_000;

  /**
   * How long a point may stand for, so that the answer stays of a size that can be shown.
   *
   * @param curves how many there are to be
   * @throws TooManyPointsException if the step that is asked for is too short for that
   */
  Duration resolution(long curves) throws TooManyPointsException {
    if (step.isPresent()) {
      long rows = Duration.between(start, end).dividedBy(step.get()) + 1;
      if (rows > MOST_ROWS / Math.max(1, curves)) {
        throw new TooManyPointsException(MOST_ROWS);
      }
      return step.get();
    }
    return fitting(curves);
  }

  /** The same in the steps that were asked for, and in longer ones where that were too much. */
  List<Series> downsampled(List<Series> series, long curves) {
    if (step.isPresent()) {
      return Downsampler.of(step.get(), series);
    }
    Map<Metric, Long> points =
        series.stream()
            .collect(
                Collectors.groupingBy(
                    Series::metric, Collectors.summingLong(one -> one.points().size())));
    boolean tooMany = points.values().stream().anyMatch(count -> count > MOST_ROWS);
    return tooMany ? Downsampler.of(fitting(curves), series) : series;
  }

  private Duration fitting(long curves) {
    long points = Math.max(1, Math.min(POINTS, MOST_ROWS / Math.max(1, curves)));
    return Duration.between(start, end).dividedBy(points);
  }
}
