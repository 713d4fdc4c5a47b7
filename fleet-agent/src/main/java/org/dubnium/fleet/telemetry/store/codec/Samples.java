package org.dubnium.fleet.telemetry.store.codec;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Readings of one metric, in the order in which they came. Not safe for use by many threads. */
public final class Samples {

  private long[] times;
  private double[] values;
  private int size;

  public Samples() {
    this(new long[16], new double[16], 0);
  }

  Samples(long[] times, double[] values, int size) {
    this.times = times;
    this.values = values;
    this.size = size;
  }

  /**
   * Adds a reading.
   *
   * @param time milliseconds since the epoch
   */
  public void add(long time, double value) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    times[size] = time;
    values[size] = value;
    size++;
  }

  /** Adds all readings of another. */
  public void addAll(Samples other) {
    for (int i = 0; i < other.size; i++) {
      add(other.times[i], other.values[i]);
    }
  }

  public int size() {
    return size;
  }

  public long time(int index) {
    return times[index];
  }

  public double value(int index) {
    return values[index];
  }

  /** The earliest time; {@link Long#MAX_VALUE} if there is nothing. */
  public long first() {
    return IntStream.range(0, size).mapToLong(i -> times[i]).min().orElse(Long.MAX_VALUE);
  }

  /** The latest time; {@link Long#MIN_VALUE} if there is nothing. */
  public long last() {
    return IntStream.range(0, size).mapToLong(i -> times[i]).max().orElse(Long.MIN_VALUE);
  }

  /** The same in the order of time; of two readings of one time the one that came later. */
  public Samples inOrder() {
    if (isInOrder()) {
      return this;
    }
    Samples ordered = new Samples();
    IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparingLong(this::time))
        .forEach(i -> ordered.put(times[i], values[i]));
    return ordered;
  }

  private void put(long time, double value) {
    if (size > 0 && times[size - 1] == time) {
      values[size - 1] = value;
    } else {
      add(time, value);
    }
  }

  private boolean isInOrder() {
    for (int i = 1; i < size; i++) {
      if (times[i] <= times[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /** A copy of the times. */
  long[] times() {
    return Arrays.copyOf(times, size);
  }

  /** The values, and perhaps some beyond. */
  double[] values() {
    return values;
  }
}
