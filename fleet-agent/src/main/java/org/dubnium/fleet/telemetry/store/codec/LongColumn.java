package org.dubnium.fleet.telemetry.store.codec;

/**
 * A column of whole numbers: how each differs from the one before, small differences in few bytes. What
 * repeats in that, the compressor of {@link Chunk} finds.
 */
final class LongColumn {

  private LongColumn() {}

  /** Writes the first {@code size} of these. */
  static void encode(long[] values, int size, ByteSink out) {
    long before = 0;
    for (int i = 0; i < size; i++) {
      out.putSigned(values[i] - before);
      before = values[i];
    }
  }

  /** Reads so many. */
  static long[] decode(ByteSource in, int size) throws DamagedDataException {
    long[] values = new long[size];
    long before = 0;
    for (int i = 0; i < size; i++) {
      before += in.signed();
      values[i] = before;
    }
    return values;
  }
}
