package org.dubnium.daemon.adapter.model;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a list of checksums as sha256sum(1) writes it. */
final class Checksums {

  private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *](?:\\./)?(.+)");

  private Checksums() {}

  /**
   * Hexadecimal digits in small letters, by file.
   *
   * @throws IOException if a line is no checksum, or names a file outside of the list's directory
   */
  static Map<String, String> parse(String text) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      Matcher sum = LINE.matcher(line.stripTrailing());
      if (sum.matches() && staysInside(sum.group(2))) {
        sums.put(sum.group(2), sum.group(1).toLowerCase(Locale.ROOT));
      } else if (!line.isBlank()) {
        throw new IOException(
            "cannot understand line " + number + " of it: '" + line.strip() + "'");
      }
    }
    return sums;
  }

  private static boolean staysInside(String name) {
    return !name.startsWith("/") && !name.matches("(.*/)?\\.\\.?(/.*)?");
  }
}
