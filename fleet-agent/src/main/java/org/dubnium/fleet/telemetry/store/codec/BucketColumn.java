package org.dubnium.fleet.telemetry.store.codec;

/**
 * Counts, extremes and sums of one metric. Where the readings are decimal fractions, what is written
 * is the least, how far the greatest is from it, and how far the sum is from so many times the
 * least: all of them zero as long as nothing changes. Sums of such readings are rounded to the
 * places that the readings have.
 */
final class BucketColumn {

  private BucketColumn() {}

  static void encode(Buckets buckets, ByteSink out) {
    int size = buckets.size();
    long[] counts = new long[size];
    double[] mins = new double[size];
    double[] maxs = new double[size];
    double[] sums = new double[size];
    for (int i = 0; i < size; i++) {
      counts[i] = buckets.count(i);
      mins[i] = buckets.min(i);
      maxs[i] = buckets.max(i);
      sums[i] = buckets.sum(i);
    }
    int places = places(mins, maxs, sums);
    out.put(places);
    LongColumn.encode(counts, size, out);
    if (places == ValueColumn.ANY) {
      ValueColumn.encode(mins, size, out);
      ValueColumn.encode(maxs, size, out);
      ValueColumn.encode(sums, size, out);
      return;
    }
    long[] least = new long[size];
    long[] range = new long[size];
    long[] excess = new long[size];
    for (int i = 0; i < size; i++) {
      least[i] = Decimal.mantissa(mins[i], places);
      range[i] = Decimal.mantissa(maxs[i], places) - least[i];
      excess[i] = Decimal.nearest(sums[i], places) - counts[i] * least[i];
    }
    LongColumn.encode(least, size, out);
    LongColumn.encode(range, size, out);
    LongColumn.encode(excess, size, out);
  }

  private static int places(double[] mins, double[] maxs, double[] sums) {
    int places = Math.max(Decimal.places(mins, mins.length), Decimal.places(maxs, maxs.length));
    if (places < 0) {
      return ValueColumn.ANY;
    }
    for (int i = 0; i < mins.length; i++) {
      if (Decimal.mantissa(mins[i], places) == Decimal.NONE
          || Decimal.mantissa(maxs[i], places) == Decimal.NONE
          || Decimal.nearest(sums[i], places) == Decimal.NONE) {
        return ValueColumn.ANY;
      }
    }
    return places;
  }

  static Buckets decode(long[] times, ByteSource in) throws DamagedDataException {
    int size = times.length;
    int places = in.get();
    long[] counts = LongColumn.decode(in, size);
    for (long count : counts) {
      if (count <= 0) {
        throw new DamagedDataException("cannot read a span of " + count + " readings");
      }
    }
    if (places == ValueColumn.ANY) {
      double[] mins = ValueColumn.decode(in, size);
      double[] maxs = ValueColumn.decode(in, size);
      return new Buckets(times, counts, mins, maxs, ValueColumn.decode(in, size), size);
    }
    ValueColumn.checkPlaces(places);
    long[] least = LongColumn.decode(in, size);
    long[] range = LongColumn.decode(in, size);
    long[] excess = LongColumn.decode(in, size);
    double[] mins = new double[size];
    double[] maxs = new double[size];
    double[] sums = new double[size];
    for (int i = 0; i < size; i++) {
      mins[i] = Decimal.value(least[i], places);
      maxs[i] = Decimal.value(least[i] + range[i], places);
      sums[i] = Decimal.value(counts[i] * least[i] + excess[i], places);
    }
    return new Buckets(times, counts, mins, maxs, sums, size);
  }
}
