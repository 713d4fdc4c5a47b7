package org.dubnium.fleet.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that ends in an error once it is longer than it may be. */
final class BoundedBody extends FilterInputStream {

  /** More was sent than is taken. */
  static final class TooLong extends IOException {

    private static final long serialVersionUID = 1L;

    TooLong(long most) {
      super("cannot take a body of more than " + most + " bytes");
    }
  }

  private final long most;
  private final Runnable ended;
  private long read;

  /**
   * A body, bounded.
   *
   * @param ended run when all of it is there
   */
  BoundedBody(InputStream body, long most, Runnable ended) {
    super(body);
    this.most = most;
    this.ended = ended;
  }

  /** What its reader has left of it, for the server to read. */
  InputStream rest() {
    return in;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? -1 : 1);
    return value;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    count(count);
    return count;
  }

  /** Leaves it open: the server reads what its handler has left. */
  @Override
  public void close() {}

  private void count(int more) throws IOException {
    if (more < 0) {
      ended.run();
      return;
    }
    read += more;
    if (read > most) {
      throw new TooLong(most);
    }
  }
}
