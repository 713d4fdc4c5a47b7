package org.dubnium.fleet.slurm;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What a command prints, which ends in an error once it is more than it may be. */
final class BoundedOutput extends FilterInputStream {

  /** More was printed than is taken. */
  static final class TooMuch extends IOException {
    private static final long serialVersionUID = 1L;

    TooMuch(long most) {
      super("it is more than " + most + " bytes");
    }
  }

  private final long most;
  private long read;

  BoundedOutput(InputStream output, long most) {
    super(output);
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    count(Math.max(0, count));
    return count;
  }

  /** Leaves it open: a command whose output is closed under it fails. */
  @Override
  public void close() {}

  private void count(int more) throws IOException {
    read += more;
    if (read > most) {
      throw new TooMuch(most);
    }
  }
}
