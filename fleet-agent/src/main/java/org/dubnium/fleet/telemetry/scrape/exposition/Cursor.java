package org.dubnium.fleet.telemetry.scrape.exposition;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A place in a line, and what can be read from there. */
final class Cursor {

  private byte[] text = new byte[0];
  private int at;
  private int end;
  private int number;

  void reset(byte[] line, int from, int to, int lineNumber) {
    text = line;
    at = from;
    end = to;
    number = lineNumber;
  }

  boolean atEnd() {
    return at >= end;
  }

  /** The byte here, which is one of ASCII or a part of another character; 0 at the end. */
  byte peek() {
    return at < end ? text[at] : 0;
  }

  boolean skip(char expected) {
    if (at < end && text[at] == expected) {
      at++;
      return true;
    }
    return false;
  }

  void expect(char expected, String where) throws WrongLineException {
    if (!skip(expected)) {
      throw wrong("there is no " + expected + " " + where);
    }
  }

  /** Whether there was a blank or a tab. */
  boolean skipBlanks() {
    int from = at;
    while (at < end && (text[at] == ' ' || text[at] == '\t')) {
      at++;
    }
    return at > from;
  }

  /**
   * Goes past a name: letters, digits, underscores and, of a metric, colons; no digit first.
   *
   * @return where it began
   */
  int name(boolean metric, String what) throws WrongLineException {
    int from = at;
    while (at < end && isName(text[at], metric, at == from)) {
      at++;
    }
    if (at == from) {
      throw wrong(ExpositionException.shown(text, from, end) + " does not begin with " + what);
    }
    return from;
  }

  private static boolean isName(byte b, boolean metric, boolean first) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || b == '_'
        || (metric && b == ':')
        || (!first && b >= '0' && b <= '9');
  }

  /** Goes past whatever is not blank, and says where that began. */
  int token() {
    int from = at;
    while (at < end && text[at] != ' ' && text[at] != '\t') {
      at++;
    }
    return from;
  }

  double number(String what) throws WrongLineException {
    int from = token();
    try {
      return Numbers.parse(text, from, at);
    } catch (NumberFormatException e) {
      throw wrong(what + " " + ExpositionException.shown(text, from, at) + " is not a number");
    }
  }

  /** Goes past a quoted text, of which the opening quote was read, and says where it began. */
  int quoted(boolean anyEscape) throws WrongLineException {
    int from = at;
    for (; at < end; at++) {
      if (text[at] == '"') {
        at++;
        return from;
      }
      if (text[at] == '\\') {
        at++;
        byte escaped = peek();
        if (at >= end || (!anyEscape && escaped != '\\' && escaped != '"' && escaped != 'n')) {
          throw wrong("a backslash is before neither \\, \" nor n");
        }
      }
    }
    throw wrong("the value of a label does not end");
  }

  /** What was read from there until here, which is of ASCII or for a message only. */
  String ascii(int from) {
    return new String(text, from, at - from, StandardCharsets.ISO_8859_1);
  }

  /** How many bytes were read from there until here. */
  int length(int from) {
    return at - from;
  }

  /**
   * What was read from there until here, but so many bytes. The format demands UTF-8; what is none is
   * taken for Latin-1, which loses nothing and is what it mostly is.
   */
  String text(int from, int less) {
    ByteBuffer bytes = ByteBuffer.wrap(text, from, at - less - from);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException other) {
      return new String(text, from, at - less - from, StandardCharsets.ISO_8859_1);
    }
  }

  /** Whether that is what was read from there until here; of ASCII only. */
  boolean matches(int from, String expected) {
    if (at - from != expected.length()) {
      return false;
    }
    for (int i = 0; i < expected.length(); i++) {
      if (text[from + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Without escapes, which mean a line feed, or the character itself. */
  static String unescaped(String quoted) {
    if (quoted.indexOf('\\') < 0) {
      return quoted;
    }
    StringBuilder plain = new StringBuilder(quoted.length());
    for (int i = 0; i < quoted.length(); i++) {
      char c = quoted.charAt(i);
      if (c == '\\') {
        i++;
        c = quoted.charAt(i) == 'n' ? '\n' : quoted.charAt(i);
      }
      plain.append(c);
    }
    return plain.toString();
  }

  WrongLineException wrong(String what) {
    return new WrongLineException(number, what);
  }
}
