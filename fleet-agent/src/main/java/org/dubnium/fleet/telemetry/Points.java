package org.dubnium.fleet.telemetry;

import java.time.Instant;
import java.util.Arrays;

/**
 * What one metric was over time, in columns: when a while began, and the least, the mean and the most
 * of it. Of a single reading the three are the same, and the time is when it was taken. Filled by one
 * thread, then read by any.
 */
public final class Points {

  private long[] times;
  private double[] mins;
  private double[] averages;
  private double[] maxs;
  private int size;

  /** None yet, with room for so many before it grows. */
  public Points(int capacity) {
    int room = Math.max(capacity, 16);
    times = new long[room];
    mins = new double[room];
    averages = new double[room];
    maxs = new double[room];
  }

  /** Adds a point, later than those before. */
  public Points add(Instant at, double min, double average, double max) {
    return add(at.toEpochMilli(), min, average, max);
  }

  /**
   * Adds a point, later than those before.
   *
   * @param time milliseconds since the epoch
   */
  public Points add(long time, double min, double average, double max) {
    if (size == times.length) {
      int length = size * 2;
      times = Arrays.copyOf(times, length);
      mins = Arrays.copyOf(mins, length);
      averages = Arrays.copyOf(averages, length);
      maxs = Arrays.copyOf(maxs, length);
    }
    times[size] = time;
    mins[size] = min;
    averages[size] = average;
    maxs[size] = max;
    size++;
    return this;
  }

  /** Adds a single reading. */
  public Points add(long time, double value) {
    return add(time, value, value, value);
  }

  /** Adds all points of another, which are later. */
  public Points addAll(Points later) {
    for (int i = 0; i < later.size; i++) {
      add(later.times[i], later.mins[i], later.averages[i], later.maxs[i]);
    }
    return this;
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** Milliseconds since the epoch. */
  public long time(int index) {
    return times[index];
  }

  public double min(int index) {
    return mins[index];
  }

  public double average(int index) {
    return averages[index];
  }

  public double max(int index) {
    return maxs[index];
  }

  /** One of the three. */
  public double value(Statistic statistic, int index) {
    return switch (statistic) {
      case MIN -> mins[index];
      case AVERAGE -> averages[index];
      case MAX -> maxs[index];
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Points that
        && Arrays.equals(times, 0, size, that.times, 0, that.size)
        && Arrays.equals(mins, 0, size, that.mins, 0, that.size)
        && Arrays.equals(averages, 0, size, that.averages, 0, that.size)
        && Arrays.equals(maxs, 0, size, that.maxs, 0, that.size);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(Arrays.copyOf(times, size));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < size; i++) {
      text.append(i == 0 ? "" : ", ")
          .append(Instant.ofEpochMilli(times[i]))
          .append(": ")
          .append(mins[i])
          .append("≤")
          .append(averages[i])
          .append("≤")
          .append(maxs[i]);
    }
    return text.append(']').toString();
  }
}
