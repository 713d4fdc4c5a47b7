package org.dubnium.daemon.adapter.audit;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.audit.AuditEvent;

/**
 * Where an entry lies that the history is read from.
 *
 * @param sequence of the entry
 * @param offset of its line in its file, in bytes
 */
record AuditMark(long sequence, long offset, Kind kind) {

  /** Length of a mark as a line of text, in bytes, newline included. */
  static final int LENGTH = 44;

  private static final Pattern LINE = Pattern.compile("(\\d{20}) (\\d{20}) ([rsf])\n");

  /** What a line of the audit log begins with ({@link AuditLine}). */
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\{\"sequence\":(\\d{1,18}),\"timestamp\":\"[^\"]{1,40}\",\"event\":\"([a-z-]{1,20})\"");

  /** No beginning of an entry is longer, in bytes. */
  private static final int BEGINNING = 128;

  /** The events that tell the history of transitions. */
  enum Kind {
    REQUESTED(AuditEvent.REQUESTED),
    STEP(AuditEvent.STEP),
    FINISHED(AuditEvent.FINISHED);

    private final AuditEvent event;

    Kind(AuditEvent event) {
      this.event = event;
    }

    static Optional<Kind> of(AuditEvent event) {
      for (Kind kind : values()) {
        if (kind.event == event) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }

    /** Whether this is an entry of that kind. */
    boolean is(String event) {
      return this.event.text().equals(event);
    }

    private char letter() {
      return name().toLowerCase(Locale.ROOT).charAt(0);
    }
  }

  /** A line of the audit log, as far as its beginning tells. */
  record Beginning(long sequence, Optional<Kind> kind) {}

  /** Looks at no more than the beginning of a line; empty if it is no entry's. */
  static Optional<Beginning> beginning(byte[] line) {
    String text =
        new String(line, 0, Math.min(line.length, BEGINNING), StandardCharsets.ISO_8859_1);
    Matcher entry = ENTRY.matcher(text);
    if (!entry.lookingAt()) {
      return Optional.empty();
    }
    for (Kind kind : Kind.values()) {
      if (kind.is(entry.group(2))) {
        return Optional.of(new Beginning(Long.parseLong(entry.group(1)), Optional.of(kind)));
      }
    }
    return Optional.of(new Beginning(Long.parseLong(entry.group(1)), Optional.empty()));
  }

  String text() {
    return "%020d %020d %c\n".formatted(sequence, offset, kind.letter());
  }

  /** Reads a line; empty if it is none of ours. */
  static Optional<AuditMark> parse(String text) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      return Optional.empty();
    }
    for (Kind kind : Kind.values()) {
      if (kind.letter() == line.group(3).charAt(0)) {
        return Optional.of(
            new AuditMark(
                Long.parseLong(line.group(1)), Long.parseLong(line.group(2)), kind));
      }
    }
    return Optional.empty();
  }
}
