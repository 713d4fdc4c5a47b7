package org.dubnium.daemon.adapter.journal;

import java.io.IOException;
import java.io.InputStream;

/** Splits a stream into lines, and skips those that are too long. */
final class EntryLines {

  /** The longest line: a message of 4 KiB as an array of numbers, with its fields. */
  static final int LONGEST = 64 << 10;

  private final InputStream from;
  private final byte[] buffer = new byte[LONGEST];
  private final byte[] chunk = new byte[8192];
  private int chunkLength;
  private int chunkAt;

  EntryLines(InputStream from) {
    this.from = from;
  }

  /** The bytes of the line that was read last. */
  byte[] bytes() {
    return buffer;
  }

  /** Reads the next line, and answers its length; -1 at the end. What has no end of line is none. */
  int next() throws IOException {
    int length = 0;
    boolean tooLong = false;
    while (true) {
      if (chunkAt == chunkLength) {
        chunkLength = from.read(chunk);
        chunkAt = 0;
        if (chunkLength < 0) {
          chunkLength = 0;
          return -1;
        }
      }
      byte next = chunk[chunkAt++];
      if (next == '\n') {
        if (!tooLong) {
          return length;
        }
        length = 0;
        tooLong = false;
      } else if (length == LONGEST) {
        tooLong = true;
      } else if (!tooLong) {
        buffer[length++] = next;
      }
    }
  }
}
