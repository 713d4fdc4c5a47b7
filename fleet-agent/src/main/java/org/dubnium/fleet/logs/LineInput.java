package org.dubnium.fleet.logs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads lines, and of each the beginning up to a bound. */
final class LineInput {

  /**
   * A line.
   *
   * @param bytes its beginning, without the end of the line
   * @param whole whether that is all of it
   * @param length of all of it, its end included
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares lines.
  record Line(byte[] bytes, boolean whole, long length) {}

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int next;
  private int filled;

  LineInput(InputStream in) {
    this.in = in;
  }

  /**
   * The next line; empty at the end. A last one without an end counts.
   *
   * @param most bytes of it that are kept
   */
  Optional<Line> next(int most) throws IOException {
    byte[] kept = new byte[Math.min(most, 512)];
    int count = 0;
    long length = 0;
    while (next < filled || fill()) {
      int end = next;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      int taken = Math.min(end - next, most - count);
      if (count + taken > kept.length) {
        kept = Arrays.copyOf(kept, Math.clamp(2L * (count + taken), 0, most));
      }
      System.arraycopy(buffer, next, kept, count, taken);
      count += taken;
      length += end - next;
      next = end;
      if (end < filled) {
        next++;
        return Optional.of(line(kept, count, length, 1));
      }
    }
    return length == 0 ? Optional.empty() : Optional.of(line(kept, count, length, 0));
  }

  private static Line line(byte[] kept, int count, long length, int end) {
    return new Line(Arrays.copyOf(kept, count), count == length, length + end);
  }

  private boolean fill() throws IOException {
    int read = in.read(buffer);
    next = 0;
    filled = Math.max(0, read);
    return read > 0;
  }
}
