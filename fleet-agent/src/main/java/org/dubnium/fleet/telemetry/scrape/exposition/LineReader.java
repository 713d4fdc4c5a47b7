package org.dubnium.fleet.telemetry.scrape.exposition;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Lines of a stream, none of them copied: each is a part of the buffer until the next is asked for.
 * Ends of lines may be those of Windows; a mark of UTF-8 at the beginning is passed over, and UTF-16
 * refused. Of a line that is too long only the beginning is held.
 */
final class LineReader {

  private static final int FIRST_BUFFER = 8 << 10;

  /** Held of a line that is too long, for the name of its metric. */
  private static final int HEAD = 256;

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
  private boolean cut;
  private boolean terminated = true;

  LineReader(InputStream in, Limits limits) {
    this.in = in;
    this.limits = limits;
    this.buffer = new byte[Math.min(FIRST_BUFFER, limits.lineBytes() + 2)];
  }

  /** Goes to the next line; false if there is none. A last line needs no line feed. */
  boolean next() throws IOException, ExpositionException {
    start = next;
    cut = false;
    int at = start;
    while (true) {
      for (; at < filled; at++) {
        if (buffer[at] == '\n') {
          line(at, at + 1);
          return true;
        }
      }
      if (at - start > limits.lineBytes() + 1) {
        passOver();
        return true;
      }
      int moved = start;
      if (!fill()) {
        return last(at - moved);
      }
      at -= moved - start;
    }
  }

  private boolean last(int length) throws ExpositionException {
    if (length == 0) {
      return false;
    }
    terminated = false;
    line(filled, filled);
    return true;
  }

  /** Goes to the end of a line that is too long, of which only the beginning is held. */
  private void passOver() throws IOException, ExpositionException {
    cut = true;
    int head = start + Math.min(HEAD, limits.lineBytes());
    while (true) {
      int read = in.read(buffer, head, buffer.length - head);
      if (read < 0) {
        ended = true;
        filled = head;
        terminated = false;
        line(head, head);
        return;
      }
      filled = head + read;
      count(read);
      for (int i = head; i < filled; i++) {
        if (buffer[i] == '\n') {
          line(head, i + 1);
          return;
        }
      }
    }
  }

  private void line(int to, int following) throws ExpositionException {
    end = to > start && buffer[to - 1] == '\r' ? to - 1 : to;
    next = following;
    number++;
    if (number > limits.lines()) {
      throw new ExpositionException(number, "there are more than " + limits.lines() + " lines");
    }
    if (number == 1) {
      begin();
    }
    if (end - start > limits.lineBytes()) {
      end = start + limits.lineBytes();
      cut = true;
    }
  }

  /** Other encodings than UTF-8 show in the first two bytes: with their mark, or as a zero. */
  private void begin() throws ExpositionException {
    int first = byteAt(0);
    int second = byteAt(1);
    if ((first == 0xfe && second == 0xff) || (first == 0xff && second == 0xfe)
        || first == 0 || second == 0) {
      throw new ExpositionException(
          1, "it is UTF-16, or no text: have the exporter send UTF-8, as the format demands");
    }
    if (first == 0xef && second == 0xbb && byteAt(2) == 0xbf) {
      start += 3;
    }
  }

  /** A byte of the line; −1 behind its end. */
  private int byteAt(int offset) {
    return start + offset < end ? buffer[start + offset] & 0xff : -1;
  }

  private boolean fill() throws IOException, ExpositionException {
    if (ended) {
      return false;
    }
    System.arraycopy(buffer, start, buffer, 0, filled - start);
    filled -= start;
    start = 0;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, limits.lineBytes() + 2));
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      ended = true;
      return false;
    }
    filled += read;
    count(read);
    return true;
  }

  private void count(int read) throws ExpositionException {
    bytes += read;
    if (bytes > limits.bytes()) {
      throw new ExpositionException(
          number + 1, "the whole has more than " + limits.bytes() + " bytes");
    }
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

  /** Whether the line is longer than what is held of it. */
  boolean isCut() {
    return cut;
  }

  /** Whether a line feed is behind the line: if none is, the text may end early. */
  boolean isTerminated() {
    return terminated;
  }
}
