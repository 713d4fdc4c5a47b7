package org.dubnium.fleet.runpod;

import java.io.IOException;
import java.util.Optional;
import okio.BufferedSource;

/**
 * Reads server-sent events: HTML Living Standard, section 9.2.6. Lines end with LF or CRLF. Of an event its
 * id and data are kept.
 */
final class EventStream {

  /** The most bytes of a line. */
  private static final int LONGEST_LINE = 256 << 10;

  /** The most characters of an event. */
  private static final int MOST_DATA = 1 << 20;

  /**
   * An event.
   *
   * @param id empty for none
   * @param whole whether nothing of it was too long
   * @param bytes of its lines
   */
  record Event(String id, String data, boolean whole, long bytes) {}

  private record Line(String text, boolean whole, long bytes) {}

  private final BufferedSource source;

  EventStream(BufferedSource source) {
    this.source = source;
  }

  /** Waits for the next event with data; empty at the end of the stream. */
  Optional<Event> next() throws IOException {
    String id = "";
    StringBuilder data = new StringBuilder();
    boolean whole = true;
    long bytes = 0;
    for (Optional<Line> read = line(); ; read = line()) {
      boolean ends = read.isEmpty() || read.get().text().isEmpty();
      if (ends && (!data.isEmpty() || !whole)) {
        return Optional.of(new Event(id, data.toString(), whole, bytes));
      }
      if (read.isEmpty()) {
        return Optional.empty();
      }
      Line line = read.get();
      bytes += line.bytes();
      if (!line.whole() || data.length() > MOST_DATA) {
        whole = false;
      } else if (line.text().startsWith("data:")) {
        data.append(data.isEmpty() ? "" : "\n").append(value(line.text(), 5));
      } else if (line.text().startsWith("id:")) {
        id = value(line.text(), 3);
      }
    }
  }

  private static String value(String line, int from) {
    return line.startsWith(" ", from) ? line.substring(from + 1) : line.substring(from);
  }

  /** The next line without its end; empty at the end of the stream, where a line without an end is lost. */
  private Optional<Line> line() throws IOException {
    long end = source.indexOf((byte) '\n', 0, LONGEST_LINE);
    if (end >= 0) {
      String text = source.readUtf8(end);
      source.skip(1);
      return Optional.of(
          new Line(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, true, end));
    }
    return source.request(LONGEST_LINE) ? Optional.of(longLine()) : Optional.empty();
  }

  /** Passes over a line that is too long. */
  private Line longLine() throws IOException {
    String begin = source.readUtf8(1);
    long bytes = 1;
    while (true) {
      long end = source.indexOf((byte) '\n', 0, LONGEST_LINE);
      if (end >= 0) {
        source.skip(end + 1);
        return new Line(begin, false, bytes + end);
      }
      long there = source.request(LONGEST_LINE) ? LONGEST_LINE : source.getBuffer().size();
      source.skip(there);
      bytes += there;
      if (there == 0) {
        return new Line(begin, false, bytes);
      }
    }
  }
}
