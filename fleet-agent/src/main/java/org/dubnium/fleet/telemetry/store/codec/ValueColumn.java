package org.dubnium.fleet.telemetry.store.codec;

/** A column of doubles: as whole numbers where they are decimal fractions, else by their bits. */
final class ValueColumn {

  /** In the place of the number of decimal places. */
  static final int ANY = 255;

  private ValueColumn() {}

  /** Writes the first {@code size} of these values; they come back bit by bit. */
  static void encode(double[] values, int size, ByteSink out) {
    int places = Decimal.places(values, size);
    out.put(places < 0 ? ANY : places);
    long[] numbers = new long[size];
    for (int i = 0; i < size; i++) {
      numbers[i] =
          places < 0 ? Double.doubleToRawLongBits(values[i]) : Decimal.mantissa(values[i], places);
    }
    LongColumn.encode(numbers, size, out);
  }

  /** Reads a column of so many values. */
  static double[] decode(ByteSource in, int size) throws DamagedDataException {
    int places = in.get();
    if (places != ANY) {
      checkPlaces(places);
    }
    long[] numbers = LongColumn.decode(in, size);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          places == ANY ? Double.longBitsToDouble(numbers[i]) : Decimal.value(numbers[i], places);
    }
    return values;
  }

  static void checkPlaces(long places) throws DamagedDataException {
    if (places < 0 || places > Decimal.PLACES) {
      throw new DamagedDataException("cannot read values of " + places + " decimal places");
    }
  }
}
