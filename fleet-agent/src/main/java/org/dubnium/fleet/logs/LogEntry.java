package org.dubnium.fleet.logs;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A line of a log.
 *
 * @param at when it was written; empty where the log does not tell
 * @param priority from 0, emergency, to 7, debug: syslog(3); empty where the log does not tell
 * @param identifier of the program; empty where the log does not tell
 * @param pid of the process that wrote it; empty where the log does not tell
 * @param message whatever was written, control characters included, of a bounded length
 * @param position behind it, from which the log can be followed
 */
public record LogEntry(
    Optional<Instant> at,
    OptionalInt priority,
    Optional<String> identifier,
    OptionalLong pid,
    String message,
    String position) {

  /** The most characters of a message; of a longer one the rest is left out, and it ends with "…". */
  public static final int LONGEST_MESSAGE = 8192;

  /** The most characters of an identifier. */
  private static final int LONGEST_IDENTIFIER = 64;

  /** Bytes of heap that an entry takes besides its characters: its objects, and its place in a list. */
  private static final int OVERHEAD = 300;

  public LogEntry {
    message = cut(message, LONGEST_MESSAGE);
    identifier = identifier.map(text -> cut(text, LONGEST_IDENTIFIER));
  }

  /** Bytes of heap that it takes at most. */
  public int memory() {
    int wide = message.length() + identifier.map(String::length).orElse(0);
    return OVERHEAD + 2 * wide + position.length();
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "…";
  }
}
