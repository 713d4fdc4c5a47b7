package org.dubnium.fleet.telemetry.scrape.exposition;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines of a stream, none of them copied: each is a part of the buffer until the next is asked for.
 */
final class LineReader {

  private static final int FIRST_BUFFER = 8 << 10;

  private final InputStream in;
  private final Limits limits;
  private byte[] buffer;
  private int filled;
  private int start;
  private int end;
  private int next;
  private int number;
  private long bytes;
  private boolean ended;

  LineReader(InputStream in, Limits limits) {
    this.in = in;
    this.limits = limits;
    this.buffer = new byte[Math.min(FIRST_BUFFER, limits.lineBytes() + 1)];
  }

  /** Goes to the next line; false if there is none. A last line needs no line feed. */
  boolean next() throws IOException, ExpositionException {
    start = next;
    int at = start;
    boolean ascii = true;
    while (true) {
      for (; at < filled; at++) {
        byte b = buffer[at];
        if (b == '\n') {
          return line(at, at + 1, ascii);
        }
        ascii &= b >= 0;
      }
      if (at - start > limits.lineBytes()) {
        throw tooMuch("it has more than " + limits.lineBytes() + " bytes");
      }
      int moved = start;
      if (!fill()) {
        return at - moved > 0 && line(filled, filled, ascii);
      }
      at -= moved - start;
    }
  }

  private boolean line(int to, int following, boolean ascii) throws ExpositionException {
    end = to;
    next = following;
    number++;
    if (end - start > limits.lineBytes()) {
      number--;
      throw tooMuch("it has more than " + limits.lineBytes() + " bytes");
    }
    if (number > limits.lines()) {
      throw new ExpositionException(number, "there are more than " + limits.lines() + " lines");
    }
    if (!ascii) {
      checkEncoding();
    }
    return true;
  }

  private void checkEncoding() throws ExpositionException {
    try {
      ByteBuffer line = ByteBuffer.wrap(buffer, start, end - start);
      var _ = StandardCharsets.UTF_8.newDecoder().decode(line);
    } catch (CharacterCodingException e) {
      throw new ExpositionException(number, "it is not UTF-8");
    }
  }

  private boolean fill() throws IOException, ExpositionException {
    if (ended) {
      return false;
    }
    System.arraycopy(buffer, start, buffer, 0, filled - start);
    filled -= start;
    start = 0;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, limits.lineBytes() + 1));
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      ended = true;
      return false;
    }
    filled += read;
    bytes += read;
    if (bytes > limits.bytes()) {
      throw tooMuch("the whole has more than " + limits.bytes() + " bytes");
    }
    return true;
  }

  private ExpositionException tooMuch(String what) {
    return new ExpositionException(number + 1, what);
  }

  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Of the line, from 1. */
  int number() {
    return number;
  }
}
