package org.dubnium.daemon.vllm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line that vLLM printed, without what stands before the message: colours, the names of processes,
 * and the header of vLLM's or uvicorn's own logger.
 *
 * @param text the line without colours, as far as it is looked at
 * @param level of the logger's header; empty for what has none: bars, tracebacks, other libraries
 */
record LogRecord(String text, Optional<String> level, String message) {

  /** The longest part of a line that is read, in characters. */
  static final int LONGEST = 4096;

  /** The most process names that are taken off the beginning of a line; vLLM nests fewer. */
  private static final int MOST_PREFIXES = 4;

  private static final Pattern ANSI = Pattern.compile("\u001b\\[[0-9;]{0,32}[A-Za-z]");

  /** vLLM's {@code system_utils.decorate_logs}; Ray names an address as well. */
  private static final Pattern PROCESS =
      Pattern.compile("\\([A-Za-z][A-Za-z0-9_ =.-]{0,63} pid=\\d{1,10}(?:, ip=[0-9A-Fa-f.:]{1,45})?\\) ?");

  /** vLLM's {@code logger.py}; the opening bracket since 0.8.0. */
  private static final Pattern HEAD =
      Pattern.compile(
          "(?<level>DEBUG|INFO|WARNING|ERROR|CRITICAL) \\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"
              + " (?:\\[[^\\]:]{1,80}:\\d{1,6}\\]|[\\w./-]{1,80}:\\d{1,6}\\]) ?");

  private static final Pattern UVICORN =
      Pattern.compile("(?<level>DEBUG|INFO|WARNING|ERROR|CRITICAL): {1,9}(?=\\S)");

  /** Reads a line, which may end with the CR of a record of several lines. */
  static LogRecord of(String line) {
    String text = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    if (text.indexOf('\u001b') >= 0) {
      text = ANSI.matcher(text).replaceAll("");
    }
    text = withoutLineEnd(text);
    String rest = withoutProcesses(text);
    Matcher head = HEAD.matcher(rest);
    if (head.lookingAt()) {
      return new LogRecord(text, Optional.of(head.group("level")), rest.substring(head.end()));
    }
    Matcher uvicorn = UVICORN.matcher(rest);
    if (uvicorn.lookingAt()) {
      return new LogRecord(text, Optional.of(uvicorn.group("level")), rest.substring(uvicorn.end()));
    }
    return new LogRecord(text, Optional.empty(), rest);
  }

  /** Whether it was printed at a level that tells of no failure. */
  boolean isHarmless() {
    return level
        .filter(found -> !found.equals("ERROR") && !found.equals("CRITICAL"))
        .isPresent();
  }

  private static String withoutLineEnd(String text) {
    int begin = 0;
    int end = text.length();
    while (begin < end && isLineEnd(text.charAt(begin))) {
      begin++;
    }
    while (begin < end && isLineEnd(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(begin, end);
  }

  private static boolean isLineEnd(char character) {
    return character == '\r' || character == '\n';
  }

  private static String withoutProcesses(String text) {
    String rest = text;
    for (int i = 0; i < MOST_PREFIXES && rest.startsWith("("); i++) {
      Matcher process = PROCESS.matcher(rest);
      if (!process.lookingAt()) {
        break;
      }
      rest = rest.substring(process.end());
    }
    return rest;
  }
}
