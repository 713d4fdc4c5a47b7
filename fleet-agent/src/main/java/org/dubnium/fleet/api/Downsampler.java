package org.dubnium.fleet.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dubnium.fleet.telemetry.Series;
import org.dubnium.fleet.telemetry.Series.Point;

/**
 * Series with a point for each step in which there was one: the least, the mean of the means, the
 * most. Steps begin at multiples of their length since the epoch.
 */
final class Downsampler {

  private static final class Span {
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;
    private int count;

    void add(Point point) {
      min = Math.min(min, point.min());
      max = Math.max(max, point.max());
      sum += point.average();
      count++;
    }

    Point at(long time) {
      return new Point(Instant.ofEpochMilli(time), min, sum / count, max);
    }
  }

  private Downsampler() {}

  static List<Series> of(Duration step, List<Series> series) {
    return series.stream().map(one -> of(step.toMillis(), one)).toList();
  }

  private static Series of(long step, Series series) {
    SortedMap<Long, Span> spans = new TreeMap<>();
    for (Point point : series.points()) {
      long begin = Math.floorDiv(point.at().toEpochMilli(), step) * step;
      spans.computeIfAbsent(begin, time -> new Span()).add(point);
    }
    return new Series(
        series.key(),
        spans.entrySet().stream().map(span -> span.getValue().at(span.getKey())).toList());
  }
}
