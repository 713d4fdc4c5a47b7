package org.dubnium.fleet.telemetry.store.codec;

import java.util.Arrays;

/**
 * One GPU's or node's rows, one reading of all its metrics each, in the order in which they come. A
 * row says what changed since the one before: of the time how its step differs from the last step,
 * of the set of metrics whether it is another, then which values are others, and how. This is what
 * is known before a row; {@link #encode} leaves it alone, so that a row which was not kept has never
 * been.
 */
public final class RowState {

  /** The numbers of metrics are below this: a set of them is a number of 64 bits. */
  public static final int METRICS = 64;

  /** The row stands alone: what was before it is forgotten. */
  private static final int ALONE = 1;

  /** Another set of metrics than before follows. */
  private static final int SET = 2;

  /** In the place of a number of decimal places: eight bytes of the double follow. */
  private static final int ANY = 15;

  private boolean first;
  private long time;
  private long step;
  private long set;
  private final double[] values;
  private final long[] mantissas;
  private final byte[] places;

  /**
   * Before the first row.
   *
   * @param metrics all numbers of metrics are below this
   */
  public RowState(int metrics) {
    values = new double[metrics];
    mantissas = new long[metrics];
    places = new byte[metrics];
    forget();
  }

  private void forget() {
    first = true;
    time = 0;
    step = 0;
    set = 0;
    Arrays.fill(values, Double.NaN);
    Arrays.fill(mantissas, 0);
    Arrays.fill(places, (byte) 0);
  }

  /**
   * Writes a row.
   *
   * @param alone the row can be read whatever was before it
   * @param rowTime milliseconds since the epoch
   * @param rowSet a bit for each metric that has a value
   * @param row values by the number of their metric; none of them may be NaN
   */
  public static void encode(
      RowState before, boolean alone, long rowTime, long rowSet, double[] row, ByteSink out) {
    RowState state = alone ? new RowState(before.values.length) : before;
    long jump = rowTime - state.time - state.step;
    boolean another = rowSet != state.set;
    out.putVarint(ByteSink.zigzag(jump) << 2 | (another ? SET : 0) | (alone ? ALONE : 0));
    if (another) {
      out.putVarint(rowSet);
    }
    long changed = 0;
    for (long rest = rowSet; rest != 0; rest &= rest - 1) {
      int metric = Long.numberOfTrailingZeros(rest);
      if (!same(row[metric], state.values[metric])) {
        changed |= 1L << metric;
      }
    }
    out.putVarint(Long.compress(changed, rowSet));
    for (long rest = changed; rest != 0; rest &= rest - 1) {
      int metric = Long.numberOfTrailingZeros(rest);
      state.encode(metric, row[metric], out);
    }
  }

  private static boolean same(double one, double other) {
    return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
  }

  /** An even number is a difference; an odd one names the places of what follows in full. */
  private void encode(int metric, double value, ByteSink out) {
    int known = places[metric];
    long mantissa = Decimal.mantissa(value, known);
    if (mantissa != Decimal.NONE) {
      out.putVarint(ByteSink.zigzag(mantissa - mantissas[metric]) << 1);
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

  /** Reads a row, which becomes what is known. Returns its set of metrics. */
  public long decode(ByteSource in) throws DamagedDataException {
    long header = in.varint();
    if ((header & ALONE) != 0) {
      forget();
    }
    long jump = ByteSink.unzigzag(header >>> 2);
    step = first ? 0 : step + jump;
    time += first ? jump : step;
    first = false;
    if ((header & SET) != 0) {
      set = in.varint();
      if (Long.SIZE - Long.numberOfLeadingZeros(set) > values.length) {
        throw new DamagedDataException("cannot read values of unknown metrics");
      }
    }
    long changed = Long.expand(in.varint(), set);
    for (long rest = changed; rest != 0; rest &= rest - 1) {
      decode(Long.numberOfTrailingZeros(rest), in);
    }
    return set;
  }

  private void decode(int metric, ByteSource in) throws DamagedDataException {
    long token = in.varint();
    if ((token & 1) == 0) {
      mantissas[metric] += ByteSink.unzigzag(token >>> 1);
    } else if (token >>> 1 == ANY) {
      values[metric] = Double.longBitsToDouble(in.getLong());
      return;
    } else {
      ValueColumn.checkPlaces(token >>> 1);
      places[metric] = (byte) (token >>> 1);
      mantissas[metric] = in.signed();
    }
    values[metric] = Decimal.value(mantissas[metric], places[metric]);
  }

  /** When the last row was read, milliseconds since the epoch. */
  public long time() {
    return time;
  }

  /** The value that a metric of the last row has. */
  public double value(int metric) {
    return values[metric];
  }
}
