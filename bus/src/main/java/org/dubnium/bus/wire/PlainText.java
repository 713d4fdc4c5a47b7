package org.dubnium.bus.wire;

/**
 * Text that a terminal, a log or a list shows as it is, on one line: without control characters, line
 * and paragraph separators, characters that turn the direction of what follows, and halves of
 * surrogate pairs.
 */
public final class PlainText {
  private static final int REPLACEMENT = 0xFFFD;

  private PlainText() {}

  /** Whether the text has none of the characters that do not show as themselves. */
  public static boolean isPlain(String text) {
    return text.codePoints().allMatch(PlainText::isPlain);
  }

  /** How many characters a person sees: code points, not Java's chars. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * The text with each character that does not show as itself replaced by U+FFFD, cut to a number of
   * characters; what was cut is told by an ellipsis at the end.
   */
  public static String line(String text, int most) {
    return cut(text, most, false);
  }

  /** Likewise, but line ends stay: of a message that has several lines. */
  public static String lines(String text, int most) {
    return cut(text, most, true);
  }

  private static String cut(String text, int most, boolean keepLineEnds) {
    StringBuilder plain = new StringBuilder(Math.min(text.length(), most));
    int taken = 0;
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      if (taken == most) {
        return plain.append('…').toString();
      }
      boolean shown = isPlain(character) || (keepLineEnds && character == '\n');
      plain.appendCodePoint(shown ? character : REPLACEMENT);
      taken++;
    }
    return plain.toString();
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> !turnsDirection(character);
    };
  }

  /** Unicode Standard Annex 9, table 4: embeddings, overrides, isolates, and the marks. */
  private static boolean turnsDirection(int character) {
    return (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069)
        || character == 0x200E
        || character == 0x200F
        || character == 0x061C;
  }
}
