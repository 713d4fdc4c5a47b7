package org.dubnium.fleet.service;

import java.time.Duration;
import java.util.List;
import org.dubnium.fleet.telemetry.Points;
import org.dubnium.fleet.telemetry.Series;

/**
 * Series with a point for each step in which there was one: the least, the mean of the means, the
 * most. Steps begin at multiples of their length since the epoch.
 */
final class Downsampler {

  private Downsampler() {}

  static List<Series> of(Duration step, List<Series> series) {
    return series.stream()
        .map(
            one ->
                new Series(one.subject(), one.metric(), points(step.toMillis(), one.points())))
        .toList();
  }

  private static Points points(long step, Points points) {
    Points steps = new Points(16);
    int next;
    for (int begin = 0; begin < points.size(); begin = next) {
      long time = begin(step, points, begin);
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (next = begin; next < points.size() && begin(step, points, next) == time; next++) {
        min = Math.min(min, points.min(next));
        max = Math.max(max, points.max(next));
        sum += points.average(next);
      }
      steps.add(time, min, sum / (next - begin), max);
    }
    return steps;
  }

  private static long begin(long step, Points points, int index) {
    return Math.floorDiv(points.time(index), step) * step;
  }
}
