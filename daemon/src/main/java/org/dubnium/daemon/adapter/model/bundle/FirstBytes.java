package org.dubnium.daemon.adapter.model.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a stream, as a stream that ends there. */
final class FirstBytes extends FilterInputStream {

  private long left;

  FirstBytes(InputStream from, long count) {
    super(from);
    left = count;
  }

  @Override
  public int read() throws IOException {
    if (left == 0) {
      return -1;
    }
    int value = super.read();
    left -= value < 0 ? 0 : 1;
    return value;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = super.read(into, offset, (int) Math.min(length, left));
    left -= Math.max(count, 0);
    return count;
  }
}
