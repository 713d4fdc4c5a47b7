package org.dubnium.fleet.telemetry.store.codec;

import java.util.Arrays;

/** Bytes that are written one after the other. */
public final class ByteSink {

  private byte[] bytes;
  private int size;

  /** With room for so many bytes before it grows. */
  public ByteSink(int capacity) {
    bytes = new byte[Math.max(capacity, 16)];
  }

  /** The lowest eight bits. */
  public void put(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /** An unsigned number in groups of seven bits, the lowest first, the last without its top bit. */
  public void putVarint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A signed number, small ones of either sign in few bytes. */
  public void putSigned(long value) {
    putVarint(zigzag(value));
  }

  /** Eight bytes, the highest first. */
  public void putLong(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** A part of other bytes. */
  public void putBytes(byte[] from, int offset, int length) {
    room(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /** What another sink holds. */
  public void putAll(ByteSink other) {
    putBytes(other.bytes, 0, other.size);
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** Forgets everything, to be used again. */
  public void clear() {
    size = 0;
  }

  /** A copy of what was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Maps 0, -1, 1, -2, … to 0, 1, 2, 3, …. */
  static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  static long unzigzag(long code) {
    return (code >>> 1) ^ -(code & 1);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
