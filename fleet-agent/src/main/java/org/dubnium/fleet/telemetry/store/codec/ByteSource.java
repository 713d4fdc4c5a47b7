package org.dubnium.fleet.telemetry.store.codec;

import java.util.Arrays;

/** Reads what a {@link ByteSink} wrote. */
public final class ByteSource {

  private final byte[] bytes;
  private final int end;
  private int position;

  /** All of these bytes. */
  public ByteSource(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** A part of these bytes. */
  public ByteSource(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.position = offset;
    this.end = offset + length;
  }

  /** The next byte, 0 to 255. */
  public int get() throws DamagedDataException {
    if (position >= end) {
      throw new DamagedDataException("cannot read beyond the end of what was written");
    }
    return bytes[position++] & 0xff;
  }

  /** See {@link ByteSink#putVarint}. */
  public long varint() throws DamagedDataException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = get();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new DamagedDataException("cannot read a number of more than 64 bits");
  }

  /**
   * A varint that counts things of which each takes something.
   *
   * @param most more is not possible
   */
  public int count(int most) throws DamagedDataException {
    long value = varint();
    if (value < 0 || value > most) {
      throw new DamagedDataException("cannot read " + value + " things where " + most + " may be");
    }
    return (int) value;
  }

  /** See {@link ByteSink#putSigned}. */
  public long signed() throws DamagedDataException {
    return ByteSink.unzigzag(varint());
  }

  /** See {@link ByteSink#putLong}. */
  public long getLong() throws DamagedDataException {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = (value << 8) | get();
    }
    return value;
  }

  /** A copy of the next bytes. */
  public byte[] bytes(int length) throws DamagedDataException {
    return slice(length).rest();
  }

  /** The next bytes as a source of their own; this one goes on behind them. */
  public ByteSource slice(int length) throws DamagedDataException {
    if (length < 0 || length > remaining()) {
      throw new DamagedDataException("cannot read beyond the end of what was written");
    }
    ByteSource part = new ByteSource(bytes, position, length);
    position += length;
    return part;
  }

  /** How many bytes are left. */
  public int remaining() {
    return end - position;
  }

  /** A copy of all that is left. */
  public byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, position, end);
    position = end;
    return rest;
  }
}
