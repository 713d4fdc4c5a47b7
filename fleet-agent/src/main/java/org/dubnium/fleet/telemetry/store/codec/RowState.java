package org.dubnium.fleet.telemetry.store.codec;

import java.util.Arrays;

/**
 * One subject's rows, one reading of all its metrics each, in the order in which they come. A row says
 * what changed since the one before: of the time how its step differs from the last step, of the list
 * of metrics whether it is another, then which values are others, and how. This is what is known before
 * a row; {@link #encode} leaves it alone, so that a row which was not kept has never been.
 */
public final class RowState {

  /** More metrics than a subject ever has: a guard against damage that asks for all memory. */
  static final int MOST_METRICS = 4096;

  /** The row stands alone: what was before it is forgotten. */
  private static final int ALONE = 1;

  /** Another list of metrics than before follows. */
  private static final int LIST = 2;

  /** In the place of a number of decimal places: eight bytes of the double follow. */
  private static final int ANY = 15;

  private boolean first = true;
  private long time;
  private long step;
  private int[] metrics = {};
  private double[] values = {};
  private long[] mantissas = {};
  private byte[] places = {};

  /** Before the first row. */
  public RowState() {}

  private RowState(RowState before, int[] list) {
    first = before.first;
    time = before.time;
    step = before.step;
    metrics = list;
    values = new double[list.length];
    mantissas = new long[list.length];
    places = new byte[list.length];
    Arrays.fill(values, Double.NaN);
    for (int i = 0; i < list.length; i++) {
      int known = Arrays.binarySearch(before.metrics, list[i]);
      if (known >= 0) {
        values[i] = before.values[known];
        mantissas[i] = before.mantissas[known];
        places[i] = before.places[known];
      }
    }
  }

  /**
   * Writes a row.
   *
   * @param alone the row can be read whatever was before it
   * @param rowTime milliseconds since the epoch
   * @param list numbers of metrics, ascending
   * @param row a value for each of them, none of them NaN
   */
  public static void encode(
      RowState before, boolean alone, long rowTime, int[] list, double[] row, ByteSink out) {
    RowState state = alone ? new RowState() : before;
    long jump = rowTime - state.time - state.step;
    boolean another = !Arrays.equals(list, state.metrics);
    out.putVarint(ByteSink.zigzag(jump) << 2 | (another ? LIST : 0) | (alone ? ALONE : 0));
    if (another) {
      out.putVarint(list.length);
      int last = 0;
      for (int metric : list) {
        out.putVarint(metric - last);
        last = metric;
      }
      state = new RowState(state, list);
    }
    for (int from = 0; from < list.length; from += 8) {
      out.put(state.changed(from, row));
    }
    for (int i = 0; i < list.length; i++) {
      if (!same(row[i], state.values[i])) {
        state.encode(i, row[i], out);
      }
    }
  }

  /** A bit for each of the eight values from there that is another than before. */
  private int changed(int from, double[] row) {
    int bits = 0;
    for (int i = from; i < Math.min(from + 8, row.length); i++) {
      if (!same(row[i], values[i])) {
        bits |= 1 << (i - from);
      }
    }
    return bits;
  }

  private static boolean same(double one, double other) {
    return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
  }

  /** An even number is a difference; an odd one names the places of what follows in full. */
  private void encode(int index, double value, ByteSink out) {
    int known = places[index];
    long mantissa = Decimal.mantissa(value, known);
    if (mantissa != Decimal.NONE) {
      out.putVarint(ByteSink.zigzag(mantissa - mantissas[index]) << 1);
      return;
    }
    int needed = Decimal.places(value, known + 1);
    if (needed < 0) {
      out.putVarint(ANY << 1 | 1);
      out.putLong(Double.doubleToRawLongBits(value));
    } else {
      out.putVarint(needed << 1 | 1);
      out.putSigned(Decimal.mantissa(value, needed));
    }
  }

  /** What is known after the next row, which this becomes or not: it is not to be used any more. */
  public RowState decode(ByteSource in) throws DamagedDataException {
    long header = in.varint();
    RowState state = (header & ALONE) != 0 ? new RowState() : this;
    if ((header & LIST) != 0) {
      state = new RowState(state, list(in));
    }
    long jump = ByteSink.unzigzag(header >>> 2);
    state.step = state.first ? 0 : state.step + jump;
    state.time += state.first ? jump : state.step;
    state.first = false;
    byte[] changed = in.bytes((state.metrics.length + 7) / 8);
    for (int i = 0; i < state.metrics.length; i++) {
      if ((changed[i / 8] & 1 << (i % 8)) != 0) {
        state.decode(i, in);
      }
    }
    return state;
  }

  private static int[] list(ByteSource in) throws DamagedDataException {
    int[] list = new int[in.count(MOST_METRICS)];
    int last = 0;
    for (int i = 0; i < list.length; i++) {
      int step = in.count(Integer.MAX_VALUE - last);
      if (i > 0 && step == 0) {
        throw new DamagedDataException("cannot read a list that names a metric twice");
      }
      last += step;
      list[i] = last;
    }
    return list;
  }

  private void decode(int index, ByteSource in) throws DamagedDataException {
    long token = in.varint();
    if ((token & 1) == 0) {
      mantissas[index] += ByteSink.unzigzag(token >>> 1);
    } else if (token >>> 1 == ANY) {
      values[index] = Double.longBitsToDouble(in.getLong());
      return;
    } else {
      ValueColumn.checkPlaces(token >>> 1);
      places[index] = (byte) (token >>> 1);
      mantissas[index] = in.signed();
    }
    values[index] = Decimal.value(mantissas[index], places[index]);
  }

  /** When the last row was read, milliseconds since the epoch. */
  public long time() {
    return time;
  }

  /** How many metrics the last row has. */
  public int size() {
    return metrics.length;
  }

  /** The number of a metric of the last row; they ascend. */
  public int metric(int index) {
    return metrics[index];
  }

  /** The value that a metric of the last row has. */
  public double value(int index) {
    return values[index];
  }
}
