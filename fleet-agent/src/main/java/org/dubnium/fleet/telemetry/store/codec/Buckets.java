package org.dubnium.fleet.telemetry.store.codec;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What one metric was in spans of time of equal length. One span may come in pieces; they are put
 * together by {@link #inOrder}. Not safe for use by many threads.
 */
public final class Buckets {

  private long[] times;
  private long[] counts;
  private double[] mins;
  private double[] maxs;
  private double[] sums;
  private int size;

  public Buckets() {
    this(new long[8], new long[8], new double[8], new double[8], new double[8], 0);
  }

  Buckets(long[] times, long[] counts, double[] mins, double[] maxs, double[] sums, int size) {
    this.times = times;
    this.counts = counts;
    this.mins = mins;
    this.maxs = maxs;
    this.sums = sums;
    this.size = size;
  }

  /**
   * Adds a piece of a span; to the last one if it is of the same.
   *
   * @param time when the span begins, milliseconds since the epoch
   * @param count of the readings, positive
   */
  public void add(long time, long count, double min, double max, double sum) {
    if (size > 0 && times[size - 1] == time) {
      int last = size - 1;
      counts[last] += count;
      mins[last] = Math.min(mins[last], min);
      maxs[last] = Math.max(maxs[last], max);
      sums[last] += sum;
      return;
    }
    if (size == times.length) {
      grow();
    }
    times[size] = time;
    counts[size] = count;
    mins[size] = min;
    maxs[size] = max;
    sums[size] = sum;
    size++;
  }

  private void grow() {
    int length = size * 2;
    times = Arrays.copyOf(times, length);
    counts = Arrays.copyOf(counts, length);
    mins = Arrays.copyOf(mins, length);
    maxs = Arrays.copyOf(maxs, length);
    sums = Arrays.copyOf(sums, length);
  }

  /** Adds readings to the spans in which they were taken. */
  public void addAll(Samples samples, long width) {
    for (int i = 0; i < samples.size(); i++) {
      double value = samples.value(i);
      add(floor(samples.time(i), width), 1, value, value, value);
    }
  }

  /** Adds what is of spans, at most as long as the ones here, to those that they are part of. */
  public void addAll(Buckets finer, long width) {
    for (int i = 0; i < finer.size; i++) {
      add(
          floor(finer.times[i], width),
          finer.counts[i],
          finer.mins[i],
          finer.maxs[i],
          finer.sums[i]);
    }
  }

  /** When the span begins that a time is in. */
  public static long floor(long time, long width) {
    return Math.floorDiv(time, width) * width;
  }

  public int size() {
    return size;
  }

  public long time(int index) {
    return times[index];
  }

  /** How many readings there were. */
  public long count(int index) {
    return counts[index];
  }

  public double min(int index) {
    return mins[index];
  }

  public double max(int index) {
    return maxs[index];
  }

  /** The mean of all readings; never beyond the extremes, whatever adding doubles did. */
  public double average(int index) {
    return Math.clamp(sums[index] / counts[index], mins[index], maxs[index]);
  }

  /** The earliest time; {@link Long#MAX_VALUE} if there is nothing. */
  public long first() {
    return IntStream.range(0, size).mapToLong(i -> times[i]).min().orElse(Long.MAX_VALUE);
  }

  /** The latest time; {@link Long#MIN_VALUE} if there is nothing. */
  public long last() {
    return IntStream.range(0, size).mapToLong(i -> times[i]).max().orElse(Long.MIN_VALUE);
  }

  /** The same in the order of time, every span once. */
  public Buckets inOrder() {
    if (isInOrder()) {
      return this;
    }
    Buckets ordered = new Buckets();
    IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparingLong(this::time))
        .forEach(i -> ordered.add(times[i], counts[i], mins[i], maxs[i], sums[i]));
    return ordered;
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

  double sum(int index) {
    return sums[index];
  }
}
