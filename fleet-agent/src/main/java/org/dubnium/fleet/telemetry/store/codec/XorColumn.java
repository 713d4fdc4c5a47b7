package org.dubnium.fleet.telemetry.store.codec;

/**
 * A column of any doubles, each by the bits in which it differs from the one before (T. Pelkonen et
 * al., "Gorilla", VLDB 2015, section 4.1.2).
 */
final class XorColumn {

  private XorColumn() {}

  static void encode(double[] values, int size, ByteSink out) {
    BitSink bits = new BitSink(out);
    long before = 0;
    int leading = 0;
    // No difference has so many zeros: the first one says how many it has.
    int trailing = 64;
    for (int i = 0; i < size; i++) {
      long now = Double.doubleToRawLongBits(values[i]);
      long xor = now ^ before;
      before = now;
      if (xor == 0) {
        bits.put(0, 1);
        continue;
      }
      int zerosBefore = Long.numberOfLeadingZeros(xor);
      int zerosBehind = Long.numberOfTrailingZeros(xor);
      if (zerosBefore >= leading && zerosBehind >= trailing) {
        bits.put(0b10, 2);
      } else {
        leading = zerosBefore;
        trailing = zerosBehind;
        bits.put(0b11, 2);
        bits.put(leading, 6);
        bits.put(63L - leading - trailing, 6);
      }
      bits.put(xor >>> trailing, 64 - leading - trailing);
    }
    bits.finish();
  }

  static double[] decode(ByteSource in, int size) throws DamagedDataException {
    BitSource bits = new BitSource(in);
    double[] values = new double[size];
    long before = 0;
    int trailing = 0;
    int length = 0;
    for (int i = 0; i < size; i++) {
      if (bits.bit()) {
        if (bits.bit()) {
          int leading = (int) bits.get(6);
          length = (int) bits.get(6) + 1;
          trailing = 64 - leading - length;
        }
        if (trailing < 0 || length == 0) {
          throw new DamagedDataException("cannot read a value of more than 64 bits");
        }
        before ^= bits.get(length) << trailing;
      }
      values[i] = Double.longBitsToDouble(before);
    }
    return values;
  }
}
