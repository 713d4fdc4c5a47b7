package org.dubnium.fleet.telemetry.store.codec;

/** A column of doubles: as whole numbers where they are decimal fractions, else bit by bit. */
public final class ValueColumn {

  /** In the place of the number of decimal places. */
  static final int ANY = 255;

  private ValueColumn() {}

  /** Writes the first {@code size} of these values; they come back bit by bit. */
  public static void encode(double[] values, int size, ByteSink out) {
    int places = Decimal.places(values, size);
    if (places < 0) {
      out.put(ANY);
      XorColumn.encode(values, size, out);
      return;
    }
    out.put(places);
    long[] mantissas = new long[size];
    for (int i = 0; i < size; i++) {
      mantissas[i] = Decimal.mantissa(values[i], places);
    }
    IntColumn.encode(mantissas, size, out);
  }

  /** Reads a column of so many values. */
  public static double[] decode(ByteSource in, int size) throws DamagedDataException {
    int places = in.get();
    if (places == ANY) {
      return XorColumn.decode(in, size);
    }
    checkPlaces(places);
    long[] mantissas = IntColumn.decode(in, size);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = Decimal.value(mantissas[i], places);
    }
    return values;
  }

  static void checkPlaces(long places) throws DamagedDataException {
    if (places < 0 || places > Decimal.PLACES) {
      throw new DamagedDataException("cannot read values of " + places + " decimal places");
    }
  }
}
