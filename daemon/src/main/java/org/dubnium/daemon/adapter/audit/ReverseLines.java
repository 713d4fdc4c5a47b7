package org.dubnium.daemon.adapter.audit;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the complete lines of a file from the last to the first, in pieces, so that the end of a
 * large file costs no more than that of a small one.
 */
final class ReverseLines implements Closeable {

  private static final int CHUNK = 16 * 1024;

  private final RandomAccessFile file;

  /** Offset in the file of the first byte of {@link #held}. */
  private long start;

  /** Bytes read and not yet given out; ends with the newline of the next line, if any. */
  private byte[] held = new byte[0];

  /** Begins before the last newline of the file; what follows that is passed over. */
  ReverseLines(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "r");
    try {
      start = completeLength(file);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** How much of a file is complete lines, in bytes. */
  static long completeLength(RandomAccessFile file) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long end = file.length();
    while (end > 0) {
      int length = (int) Math.min(CHUNK, end);
      file.seek(end - length);
      file.readFully(chunk, 0, length);
      int newline = lastNewline(chunk, length);
      if (newline >= 0) {
        return end - length + newline + 1;
      }
      end -= length;
    }
    return 0;
  }

  /** How many bytes lie before the line given out last. */
  long remaining() {
    return start + held.length;
  }

  /**
   * The line before the one given out last, without its newline; null at the start of the file. A
   * line that is too long to be an entry is given out empty.
   */
  byte @Nullable [] previous() throws IOException {
    if (remaining() == 0) {
      return null;
    }
    boolean oversized = false;
    while (true) {
      int newline = lastNewline(held, oversized ? held.length : held.length - 1);
      if (newline >= 0 || start == 0) {
        byte[] line =
            oversized || held.length == 0
                ? new byte[0]
                : Arrays.copyOfRange(held, newline + 1, held.length - 1);
        held = Arrays.copyOf(held, newline + 1);
        return line;
      }
      oversized |= held.length > AuditLine.MAX_BYTES;
      prepend(oversized ? new byte[0] : held);
    }
  }

  private void prepend(byte[] tail) throws IOException {
    int length = (int) Math.min(CHUNK, start);
    byte[] joined = new byte[length + tail.length];
    start -= length;
    file.seek(start);
    file.readFully(joined, 0, length);
    System.arraycopy(tail, 0, joined, length, tail.length);
    held = joined;
  }

  private static int lastNewline(byte[] bytes, int before) {
    for (int i = before - 1; i >= 0; i--) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
