package org.dubnium.fleet.telemetry.store;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.telemetry.Points;
import org.dubnium.fleet.telemetry.store.codec.Buckets;
import org.dubnium.fleet.telemetry.store.codec.Samples;

/**
 * One subject's past. Where a tier does not reach back far enough, the next coarser one tells
 * what was before; where it does not reach the present yet, the finer ones tell what came after.
 */
final class EntityHistory {

  private final ChunkReader reader;
  private final MetricNumbers numbers;
  private final int entity;
  private final SortedMap<Integer, Samples> open;

  /**
   * What is known of an entity.
   *
   * @param open what no tier has yet
   */
  EntityHistory(
      ChunkReader reader,
      MetricNumbers numbers,
      int entity,
      SortedMap<Integer, Samples> open) {
    this.reader = reader;
    this.numbers = numbers;
    this.entity = entity;
    this.open = open;
  }

  /** The points of a time in their order, as fine as a tier has them or as fine as there are any. */
  Map<Metric, Points> points(Tier finest, Range range) throws SQLException {
    Map<Metric, Points> points = new EnumMap<>(Metric.class);
    Range rest = range;
    SpanOverlap told = SpanOverlap.NOTHING;
    Tier tier = finest;
    if (tier == Tier.RAW) {
      SortedMap<Integer, Samples> samples = raw(rest);
      samples.forEach((number, column) -> prepend(points, number, points(column, range)));
      rest = rest.before(earliest(tier));
      tier = Tier.MINUTE;
      told = SpanOverlap.samples(samples, tier, rest.end());
    }
    while (!rest.isEmpty()) {
      SortedMap<Integer, Buckets> buckets = buckets(tier, rest);
      for (Map.Entry<Integer, Buckets> column : buckets.entrySet()) {
        prepend(points, column.getKey(), points(column.getKey(), column.getValue(), rest, told));
      }
      Optional<Tier> coarser = tier.coarser();
      if (coarser.isEmpty()) {
        break;
      }
      rest = rest.before(earliest(tier));
      tier = coarser.get();
      told = SpanOverlap.buckets(buckets, tier, rest.end());
    }
    return points;
  }

  private void prepend(Map<Metric, Points> points, int number, Points older) {
    Optional<Metric> metric = numbers.metric(number);
    if (metric.isPresent() && !older.isEmpty()) {
      points.merge(metric.get(), older, (later, _) -> older.addAll(later));
    }
  }

  private static Points points(Samples samples, Range range) {
    Samples ordered = samples.inOrder();
    Points points = new Points(ordered.size());
    for (int i = 0; i < ordered.size(); i++) {
      if (range.contains(ordered.time(i))) {
        points.add(ordered.time(i), ordered.value(i));
      }
    }
    return points;
  }

  private static Points points(int number, Buckets buckets, Range range, SpanOverlap told) {
    Buckets ordered = buckets.inOrder();
    Points points = new Points(ordered.size());
    for (int i = 0; i < ordered.size(); i++) {
      if (range.contains(ordered.time(i))
          && !told.all(number, ordered.time(i), ordered.count(i))) {
        points.add(
            ordered.time(i), ordered.min(i), ordered.average(i), ordered.max(i));
      }
    }
    return points;
  }

  private SortedMap<Integer, Samples> raw(Range range) throws SQLException {
    SortedMap<Integer, Samples> columns = reader.samples(entity, range);
    open.forEach(
        (metric, samples) ->
            columns.computeIfAbsent(metric, none -> new Samples()).addAll(samples));
    return columns;
  }

  /** What is in the tier, and what is on its way there. */
  private SortedMap<Integer, Buckets> buckets(Tier tier, Range range) throws SQLException {
    SortedMap<Integer, Buckets> columns = new TreeMap<>();
    Range covering = range.covering(tier.width());
    reader.buckets(tier.table(), entity, range, tier.width(), columns);
    if (tier == Tier.HOUR) {
      reader.buckets(PartTier.HOUR.table(), entity, range, tier.width(), columns);
    }
    reader.buckets(PartTier.MINUTE.table(), entity, covering, tier.width(), columns);
    open.forEach(
        (metric, samples) ->
            columns
                .computeIfAbsent(metric, none -> new Buckets())
                .addAll(samples, tier.width()));
    return columns;
  }

  /** Before this a tier knows nothing. */
  private long earliest(Tier tier) throws SQLException {
    long earliest = reader.earliest(tier.table(), entity);
    if (tier == Tier.MINUTE) {
      earliest = Math.min(earliest, reader.earliest(PartTier.MINUTE.table(), entity));
    }
    for (Samples samples : open.values()) {
      earliest = Math.min(earliest, samples.first());
    }
    return earliest;
  }
}
