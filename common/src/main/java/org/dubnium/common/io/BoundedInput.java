package org.dubnium.common.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that ends in an error once it is longer than it may be. To close it leaves what it reads
 * from open, for whoever gave it.
 */
public class BoundedInput extends FilterInputStream {

  /** The stream has more than is taken of it. */
  public static final class TooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    TooLongException(long most) {
      super("it is more than " + most + " bytes");
    }
  }

  private final long most;
  private long read;

  /**
   * A stream, bounded.
   *
   * @param most bytes that may be read of it
   */
  public BoundedInput(InputStream from, long most) {
    super(from);
    this.most = most;
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

  @Override
  public void close() {}

  /** Called when the end of the stream was read, each time. */
  protected void ended() {}

  private void count(int more) throws IOException {
    if (more < 0) {
      ended();
      return;
    }
    read += more;
    if (read > most) {
      throw new TooLongException(most);
    }
  }
}
