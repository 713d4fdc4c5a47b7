package org.dubnium.fleet.telemetry.store;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.dubnium.fleet.telemetry.store.codec.Buckets;
import org.dubnium.fleet.telemetry.store.codec.Samples;

/**
 * How much a finer tier told of the one span that both it and the next coarser tier know of. Where
 * that is everything, the span would tell it twice.
 *
 * @param time when that span begins
 * @param readings that were told of, by the number of their metric
 */
record SpanOverlap(long time, Map<Integer, Long> readings) {

  static final SpanOverlap NOTHING = new SpanOverlap(Long.MIN_VALUE, Map.of());

  /**
   * By readings.
   *
   * @param begin of what the finer tier knows
   */
  static SpanOverlap samples(SortedMap<Integer, Samples> columns, Tier coarser, long begin) {
    long span = Buckets.floor(begin, coarser.width());
    Map<Integer, Long> readings = new HashMap<>();
    columns.forEach(
        (metric, samples) -> {
          for (int i = 0; i < samples.size(); i++) {
            if (Buckets.floor(samples.time(i), coarser.width()) == span) {
              readings.merge(metric, 1L, Long::sum);
            }
          }
        });
    return new SpanOverlap(span, readings);
  }

  /**
   * By shorter spans.
   *
   * @param begin of what the finer tier knows
   */
  static SpanOverlap buckets(SortedMap<Integer, Buckets> columns, Tier coarser, long begin) {
    long span = Buckets.floor(begin, coarser.width());
    Map<Integer, Long> readings = new HashMap<>();
    columns.forEach(
        (metric, buckets) -> {
          for (int i = 0; i < buckets.size(); i++) {
            if (Buckets.floor(buckets.time(i), coarser.width()) == span) {
              readings.merge(metric, buckets.count(i), Long::sum);
            }
          }
        });
    return new SpanOverlap(span, readings);
  }

  /** Whether all readings of a span were told of. */
  boolean all(int metric, long span, long count) {
    return span == time && count <= readings.getOrDefault(metric, 0L);
  }
}
