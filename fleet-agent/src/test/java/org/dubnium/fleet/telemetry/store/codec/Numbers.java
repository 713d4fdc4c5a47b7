package org.dubnium.fleet.telemetry.store.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.LongUnaryOperator;

/** Columns as they come, and as they hardly ever do. */
final class Numbers {

  static final int SIZE = 120;

  private Numbers() {}

  static Map<String, long[]> whole() {
    Map<String, long[]> columns = new LinkedHashMap<>();
    Random random = new Random(7);
    columns.put("none", new long[0]);
    columns.put("one", new long[] {42});
    columns.put("one, least", new long[] {Long.MIN_VALUE});
    columns.put("two, far apart", new long[] {Long.MIN_VALUE, Long.MAX_VALUE});
    columns.put("three, far apart", new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 0});
    columns.put("constant", fill(i -> -17));
    columns.put("one step", fill(i -> i < 60 ? 3 : 1_000_000));
    columns.put("line", fill(i -> 1_000_000 + 10_000 * i));
    columns.put("falling line", fill(i -> -7 * i));
    columns.put("small noise", fill(i -> 50 + random.nextInt(10)));
    columns.put("noise of both signs", fill(i -> random.nextInt(2_001) - 1_000));
    columns.put("counter", counter(random));
    columns.put("outliers", fill(i -> i % 40 == 0 ? random.nextLong() : random.nextInt(3)));
    columns.put("any", fill(i -> random.nextLong()));
    columns.put("extremes in turn", fill(i -> i % 2 == 0 ? Long.MIN_VALUE : Long.MAX_VALUE));
    return columns;
  }

  static Map<String, double[]> doubles() {
    Map<String, double[]> columns = new LinkedHashMap<>();
    whole().forEach((name, column) -> columns.put(name, divided(column, 1)));
    whole().forEach((name, column) -> columns.put(name + ", thousandths", divided(column, 1_000)));
    Random random = new Random(8);
    columns.put("negative zero", new double[] {0.0, -0.0, 0.0});
    columns.put("huge", new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, 1e300, 1e16 + 2});
    columns.put("tiny", new double[] {Double.MIN_VALUE, Double.MIN_NORMAL, 1e-300});
    columns.put("infinite", new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1});
    columns.put("huge next to a fraction", new double[] {(double) (1L << 53), 0.001});
    columns.put("third", new double[] {1 / 3.0, 2 / 3.0, 1, 4 / 3.0});
    columns.put("any", random.doubles(SIZE).map(value -> value * 1e6).toArray());
    columns.put("any bits", anyBits(random));
    return columns;
  }

  private static long[] fill(LongUnaryOperator value) {
    long[] column = new long[SIZE];
    for (int i = 0; i < SIZE; i++) {
      column[i] = value.applyAsLong(i);
    }
    return column;
  }

  private static long[] counter(Random random) {
    long[] column = new long[SIZE];
    long sum = 123_456_789_012L;
    for (int i = 0; i < SIZE; i++) {
      sum += 4_000_000 + random.nextInt(50_000);
      column[i] = sum;
    }
    return column;
  }

  private static double[] divided(long[] column, double by) {
    double[] values = new double[column.length];
    for (int i = 0; i < column.length; i++) {
      values[i] = column[i] / by;
    }
    return values;
  }

  private static double[] anyBits(Random random) {
    double[] column = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      column[i] = Double.isNaN(value) ? i : value;
    }
    return column;
  }
}
