package org.dubnium.fleet.telemetry.store.codec;

/** Bits, the highest of a byte first, on their way into a {@link ByteSink}. */
final class BitSink {

  private final ByteSink out;
  private long pending;
  private int count;

  BitSink(ByteSink out) {
    this.out = out;
  }

  /** The lowest bits of a number; others must be clear. */
  void put(long value, int bits) {
    if (bits > 32) {
      put(value >>> 32, bits - 32);
      put(value & 0xffff_ffffL, 32);
      return;
    }
    pending = (pending << bits) | value;
    count += bits;
    while (count >= 8) {
      count -= 8;
      out.put((int) (pending >>> count));
    }
  }

  /** Fills the last byte with zeros. */
  void finish() {
    if (count > 0) {
      out.put((int) (pending << (8 - count)));
      count = 0;
    }
  }
}
