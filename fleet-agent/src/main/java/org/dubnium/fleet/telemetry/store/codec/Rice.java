package org.dubnium.fleet.telemetry.store.codec;

/**
 * Numbers that are mostly small, in about as many bits as they deserve: the quotient by a power of
 * two in ones and a zero, then the remainder (R. F. Rice, 1979). What is far too large for that
 * follows {@value #ESCAPE} ones with its length.
 */
final class Rice {

  private static final int ESCAPE = 20;

  private Rice() {}

  /** The parameter that makes these codes short, though perhaps not the very best. */
  static int parameter(long[] codes, int from, int to) {
    int[] lengths = new int[65];
    for (int i = from; i < to; i++) {
      lengths[length(codes[i])]++;
    }
    int median = 0;
    for (int seen = lengths[0]; seen * 2 < to - from; seen += lengths[median]) {
      median++;
    }
    int best = Math.min(median, 62);
    long least = bits(codes, from, to, best);
    for (int k = Math.max(0, best - 2), last = Math.min(62, best + 1); k <= last; k++) {
      long bits = bits(codes, from, to, k);
      if (bits < least) {
        least = bits;
        best = k;
      }
    }
    return best;
  }

  /** How many bits they take. */
  static long bits(long[] codes, int from, int to, int k) {
    long bits = 0;
    for (int i = from; i < to; i++) {
      long quotient = codes[i] >>> k;
      bits +=
          isShort(quotient)
              ? quotient + 1 + k
              : ESCAPE + 6L + length(codes[i]);
    }
    return bits;
  }

  static void put(BitSink out, long code, int k) {
    long quotient = code >>> k;
    if (isShort(quotient)) {
      int ones = (int) quotient;
      out.put((1L << (ones + 1)) - 2, ones + 1);
      out.put(code & ((1L << k) - 1), k);
    } else {
      int length = length(code);
      out.put((1L << ESCAPE) - 1, ESCAPE);
      out.put(length - 1L, 6);
      out.put(code, length);
    }
  }

  static long get(BitSource in, int k) throws DamagedDataException {
    long ones = 0;
    while (in.bit()) {
      ones++;
      if (ones == ESCAPE) {
        return in.get((int) in.get(6) + 1);
      }
    }
    return (ones << k) | in.get(k);
  }

  /** Codes have 64 bits without a sign. */
  private static boolean isShort(long quotient) {
    return quotient >= 0 && quotient < ESCAPE;
  }

  private static int length(long code) {
    return 64 - Long.numberOfLeadingZeros(code);
  }
}
