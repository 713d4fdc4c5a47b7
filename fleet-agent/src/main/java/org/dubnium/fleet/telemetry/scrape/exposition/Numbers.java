package org.dubnium.fleet.telemetry.scrape.exposition;

import java.nio.charset.StandardCharsets;

/** Numbers as Go prints them, which is what exporters do: decimal, or NaN, Inf, +Inf, -Inf. */
final class Numbers {

  /** The powers of ten that a double holds exactly. */
  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private Numbers() {}

  /**
   * The number between those places.
   *
   * @throws NumberFormatException if there is none
   */
  static double parse(byte[] text, int from, int to) {
    int at = from;
    boolean negative = at < to && text[at] == '-';
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    // Up to 15 digits and a power of ten are both exact, and so is what one division makes of them.
    long digits = 0;
    int count = 0;
    int point = -1;
    for (; at < to; at++) {
      byte b = text[at];
      if (b >= '0' && b <= '9') {
        digits = digits * 10 + (b - '0');
        count++;
        if (count == POWERS.length) {
          break;
        }
      } else if (b == '.' && point < 0) {
        point = count;
      } else {
        break;
      }
    }
    if (at == to && count > 0) {
      double value = digits / POWERS[point < 0 ? 0 : count - point];
      return negative ? -value : value;
    }
    return slow(new String(text, from, to - from, StandardCharsets.US_ASCII));
  }

  private static double slow(String text) {
    String number = text.startsWith("+") ? text.substring(1) : text;
    if (number.equalsIgnoreCase("nan")) {
      return Double.NaN;
    }
    if (number.equalsIgnoreCase("inf") || number.equalsIgnoreCase("infinity")) {
      return Double.POSITIVE_INFINITY;
    }
    if (number.equalsIgnoreCase("-inf") || number.equalsIgnoreCase("-infinity")) {
      return Double.NEGATIVE_INFINITY;
    }
    // Java takes more than that: blanks, suffixes, hexadecimal.
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
        throw new NumberFormatException(text);
      }
    }
    return Double.parseDouble(text);
  }
}
