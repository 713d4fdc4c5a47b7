package org.dubnium.fleet.telemetry.store.codec;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The JDK's compressor (RFC 1951) for bytes in memory. */
public final class Deflate {

  private static final int BUFFER = 1 << 13;

  /** More than anything that was packed ever has: a guard against damage that asks for all memory. */
  private static final int MOST = 1 << 26;

  private Deflate() {}

  /** Bytes that are kept long: it may take its time. */
  static ByteSink pack(ByteSink plain) {
    try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
      return run(deflater, plain.toBytes());
    }
  }

  /** Bytes that are kept for minutes, in the format of zlib for its checksum (RFC 1950). */
  public static byte[] packQuickly(byte[] plain) {
    try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
      return run(deflater, plain).toBytes();
    }
  }

  private static ByteSink run(Deflater deflater, byte[] plain) {
    deflater.setInput(plain);
    deflater.finish();
    ByteSink out = new ByteSink(plain.length / 2);
    byte[] buffer = new byte[BUFFER];
    while (!deflater.finished()) {
      out.putBytes(buffer, 0, deflater.deflate(buffer));
    }
    return out;
  }

  /** What {@link #pack} was given. */
  static ByteSource unpack(ByteSource packed) throws DamagedDataException {
    try (Inflater inflater = new Inflater(true)) {
      return new ByteSource(run(inflater, packed.rest()));
    }
  }

  /** What {@link #packQuickly} was given. */
  public static byte[] unpackQuickly(byte[] packed) throws DamagedDataException {
    try (Inflater inflater = new Inflater()) {
      return run(inflater, packed);
    }
  }

  private static byte[] run(Inflater inflater, byte[] packed) throws DamagedDataException {
    try {
      inflater.setInput(packed);
      ByteSink out = new ByteSink(packed.length * 3);
      byte[] buffer = new byte[BUFFER];
      while (!inflater.finished()) {
        int length = inflater.inflate(buffer);
        if ((length == 0 && !inflater.finished()) || out.size() > MOST) {
          throw new DamagedDataException("cannot unpack what was packed: its end is missing");
        }
        out.putBytes(buffer, 0, length);
      }
      return out.toBytes();
    } catch (DataFormatException e) {
      throw new DamagedDataException("cannot unpack what was packed: " + e.getMessage());
    }
  }
}
