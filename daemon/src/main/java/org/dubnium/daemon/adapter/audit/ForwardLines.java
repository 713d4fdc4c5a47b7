package org.dubnium.daemon.adapter.audit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines as bytes, as far as a given length, without ever holding more than an entry's. */
final class ForwardLines implements Closeable {

  private final InputStream in;
  private final byte[] chunk = new byte[16 * 1024];
  private int filled;
  private int next;
  private long left;
  private boolean complete;

  /**
   * Reads so many bytes of the stream.
   *
   * @param length of complete lines and, perhaps, of a last line that breaks off
   */
  ForwardLines(InputStream in, long length) {
    this.in = in;
    this.left = length;
  }

  /**
   * The next line without its newline, empty if it is too long to be an entry; null at the end.
   */
  byte @Nullable [] read() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    boolean any = false;
    boolean oversized = false;
    while (next < filled || fill()) {
      any = true;
      int newline = newline();
      int end = newline < 0 ? filled : newline;
      oversized |= line.size() + end - next > AuditLine.MAX_BYTES;
      if (!oversized) {
        line.write(chunk, next, end - next);
      }
      next = newline < 0 ? filled : newline + 1;
      complete = newline >= 0;
      if (complete) {
        return oversized ? new byte[0] : line.toByteArray();
      }
    }
    if (!any) {
      return null;
    }
    return oversized ? new byte[0] : line.toByteArray();
  }

  /** Whether the line read last ended with a newline. */
  boolean isComplete() {
    return complete;
  }

  private boolean fill() throws IOException {
    int wanted = (int) Math.min(chunk.length, left);
    filled = wanted == 0 ? 0 : Math.max(0, in.read(chunk, 0, wanted));
    left -= filled;
    next = 0;
    return filled > 0;
  }

  private int newline() {
    for (int i = next; i < filled; i++) {
      if (chunk[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
