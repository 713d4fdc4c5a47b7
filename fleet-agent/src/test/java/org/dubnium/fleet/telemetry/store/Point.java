package org.dubnium.fleet.telemetry.store;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.dubnium.fleet.telemetry.Points;

/** One of the points of a series, to be compared with what is expected. */
record Point(Instant at, double min, double average, double max) {

  /** A single reading. */
  static Point of(Instant at, double value) {
    return new Point(at, value, value, value);
  }

  static List<Point> all(Points points) {
    return IntStream.range(0, points.size())
        .mapToObj(
            i ->
                new Point(
                    Instant.ofEpochMilli(points.time(i)),
                    points.min(i),
                    points.average(i),
                    points.max(i)))
        .toList();
  }
}
