package org.dubnium.fleet.telemetry;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;

/**
 * One metric of one GPU or node over time.
 *
 * @param points in the order of time
 */
public record Series(Key key, List<Point> points) {

  /**
   * Whose it is.
   *
   * @param gpu index of the GPU; empty for what is of the node as a whole
   */
  public record Key(NodeId node, OptionalInt gpu, Metric metric) {}

  /**
   * What a metric was for a while.
   *
   * @param at when that while began; of a single reading, when it was taken
   */
  public record Point(Instant at, double min, double average, double max) {

    /** A single reading. */
    public static Point of(Instant at, double value) {
      return new Point(at, value, value, value);
    }
  }

  public Series {
    points = List.copyOf(points);
  }
}
