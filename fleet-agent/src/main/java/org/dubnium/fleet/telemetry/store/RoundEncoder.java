package org.dubnium.fleet.telemetry.store;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.telemetry.store.codec.ByteSink;
import org.dubnium.fleet.telemetry.store.codec.RowState;

/**
 * Packs a round: which chunks are sealed in it, then the rows. A row names its entity as the
 * difference to the one before, and its length with a bit that says whether it begins a chunk.
 */
final class RoundEncoder {

  private final OpenChunks open;
  private final MetricNumbers numbers;
  private final Set<Integer> sealed = new HashSet<>();
  private final Set<Integer> seen = new HashSet<>();
  private final ByteSink head = new ByteSink(256);
  private final ByteSink rows = new ByteSink(1 << 14);
  private final ByteSink row = new ByteSink(256);
  private int before;

  /** For a round before which these chunks are sealed. */
  RoundEncoder(OpenChunks open, Collection<OpenChunk> due, MetricNumbers numbers) {
    this.open = open;
    this.numbers = numbers;
    head.putVarint(due.size());
    for (OpenChunk chunk : due) {
      sealed.add(chunk.entity());
      head.putVarint(chunk.entity());
    }
  }

  /** Adds a row; values that are no numbers, or infinite, are left out. */
  void add(int entity, long time, Map<Metric, Double> readings) {
    int[] metrics = new int[readings.size()];
    double[] values = new double[readings.size()];
    int size = 0;
    for (Map.Entry<Metric, Double> reading : readings.entrySet()) {
      if (Double.isFinite(reading.getValue())) {
        insert(metrics, values, size++, numbers.of(reading.getKey()), reading.getValue());
      }
    }
    if (size > 0) {
      add(entity, time, Arrays.copyOf(metrics, size), Arrays.copyOf(values, size));
    }
  }

  /** By number: mostly that is the order in which they come. */
  private static void insert(int[] metrics, double[] values, int size, int metric, double value) {
    int place = size;
    for (; place > 0 && metrics[place - 1] > metric; place--) {
      metrics[place] = metrics[place - 1];
      values[place] = values[place - 1];
    }
    metrics[place] = metric;
    values[place] = value;
  }

  private void add(int entity, long time, int[] metrics, double[] values) {
    // A second row of an entity stands alone: what is before it is not known to the chunk yet.
    boolean alone = !seen.add(entity);
    OpenChunk chunk = sealed.contains(entity) ? null : open.find(entity);
    boolean begins = chunk == null && !alone;
    RowState known = chunk == null ? new RowState() : chunk.state();
    row.clear();
    RowState.encode(known, alone, time, metrics, values, row);
    rows.putSigned(entity - (long) before);
    rows.putVarint(row.size() * 2L + (begins ? 1 : 0));
    rows.putAll(row);
    before = entity;
  }

  boolean isEmpty() {
    return seen.isEmpty();
  }

  /** What {@link OpenChunks#apply} reads. */
  byte[] toBytes() {
    head.putAll(rows);
    return head.toBytes();
  }
}
