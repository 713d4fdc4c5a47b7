package org.dubnium.fleet.telemetry.store.codec;

/** Reads what a {@link BitSink} wrote, whole bytes of its source at a time. */
final class BitSource {

  private final ByteSource in;
  private long pending;
  private int count;

  BitSource(ByteSource in) {
    this.in = in;
  }

  long get(int bits) throws DamagedDataException {
    if (bits > 32) {
      long high = get(bits - 32);
      return (high << 32) | get(32);
    }
    while (count < bits) {
      pending = (pending << 8) | in.get();
      count += 8;
    }
    count -= bits;
    return (pending >>> count) & ((1L << bits) - 1);
  }

  boolean bit() throws DamagedDataException {
    return get(1) == 1;
  }
}
