package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.Collection;
import java.util.stream.Collectors;

/** What an exporter said, fit for a message: short, and without characters that a terminal obeys. */
final class SafeText {

  private static final int LONGEST = 60;
  private static final int MOST = 8;

  private SafeText() {}

  static String line(String text) {
    String plain =
        text.codePoints()
            .limit(LONGEST)
            .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return text.codePointCount(0, text.length()) > LONGEST ? plain + "…" : plain;
  }

  static String list(Collection<?> items) {
    String shown =
        items.stream()
            .limit(MOST)
            .map(item -> line(String.valueOf(item)))
            .collect(Collectors.joining(", "));
    return items.size() > MOST ? shown + " and " + (items.size() - MOST) + " more" : shown;
  }
}
