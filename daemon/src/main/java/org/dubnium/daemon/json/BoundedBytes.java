package org.dubnium.daemon.json;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Keeps what is written, up to a number of bytes; the rest is counted and dropped. */
final class BoundedBytes extends OutputStream {

  private final int most;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(1024);
  private long written;

  BoundedBytes(int most) {
    this.most = most;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    written += length;
    if (written <= most) {
      kept.write(bytes, offset, length);
    }
  }

  /** All of it. */
  byte[] all() throws JsonTooLongException {
    if (written > most) {
      throw new JsonTooLongException(written, most);
    }
    return kept.toByteArray();
  }
}
