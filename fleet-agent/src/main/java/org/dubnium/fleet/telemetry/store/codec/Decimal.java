package org.dubnium.fleet.telemetry.store.codec;

/**
 * Doubles that are decimal fractions of few places, as sensors give them, and the whole numbers
 * that stand for them. A quotient of two exact doubles is the double nearest to it, so a fraction
 * comes back as the very same double.
 */
final class Decimal {

  /** The most places that are looked at. */
  static final int PLACES = 6;

  /** Stands for no number. */
  static final long NONE = Long.MIN_VALUE;

  private static final double[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

  /** Beyond this not every whole number is a double. */
  private static final double EXACT = 1L << 53;

  private static final long NEGATIVE_ZERO = Double.doubleToRawLongBits(-0.0);

  private Decimal() {}

  /** The whole number that is the value times a power of ten, or {@link #NONE}. */
  static long mantissa(double value, int places) {
    double scaled = Math.rint(value * POWERS[places]);
    boolean exact =
        Math.abs(scaled) <= EXACT
            && scaled / POWERS[places] == value
            && Double.doubleToRawLongBits(value) != NEGATIVE_ZERO;
    return exact ? (long) scaled : NONE;
  }

  static double value(long mantissa, int places) {
    return mantissa / POWERS[places];
  }

  /** The fewest places, from some number on, with which this value is exact; -1 for none. */
  static int places(double value, int from) {
    for (int places = from; places <= PLACES; places++) {
      if (mantissa(value, places) != NONE) {
        return places;
      }
    }
    return -1;
  }

  /** The places with which all of these are exact; -1 for none. */
  static int places(double[] values, int size) {
    int places = 0;
    for (int i = 0; i < size && places >= 0; i++) {
      places = places(values[i], places);
    }
    if (places > 0) {
      // A huge value may be exact without places and too large with them.
      for (int i = 0; i < size; i++) {
        if (mantissa(values[i], places) == NONE) {
          return -1;
        }
      }
    }
    return places;
  }

  /**
   * The whole number nearest to a sum of such fractions times a power of ten, or {@link #NONE} if
   * it is further away than adding doubles explains.
   */
  static long nearest(double sum, int places) {
    double scaled = sum * POWERS[places];
    double whole = Math.rint(scaled);
    return Math.abs(whole) <= EXACT && Math.abs(scaled - whole) <= 1e-3 ? (long) whole : NONE;
  }
}
