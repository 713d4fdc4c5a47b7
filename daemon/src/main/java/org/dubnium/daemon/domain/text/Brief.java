package org.dubnium.daemon.domain.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evidence cut to a size that every record, file and reply has room for. Names of processes, units
 * and sessions are made by anybody, as many and as long as they like. What was cut is counted in its
 * place; what is brief already is left as it is.
 */
public final class Brief {

  /** Longest message, in characters. */
  public static final int MESSAGE = 2048;

  /** Longest line of evidence, or value of a parameter, in characters. */
  public static final int LINE = 512;

  /** Most lines of evidence, the last of which may say how many more there were. */
  public static final int LINES = 64;

  /** Most things of any other kind in a list: holders, clauses, parameters. */
  public static final int THINGS = 64;

  private static final int REPLACEMENT = 0xFFFD;

  /** Room for the count of what was cut, in characters. */
  private static final int COUNT = 32;

  private Brief() {}

  /** A message, whose line ends stay. */
  public static String message(String text) {
    return cut(text, MESSAGE, true);
  }

  /** One line. */
  public static String line(String text) {
    return cut(text, LINE, false);
  }

  /** Lines of evidence. */
  public static List<String> lines(List<String> lines) {
    List<String> brief = new ArrayList<>();
    int kept = lines.size() > LINES ? LINES - 1 : lines.size();
    lines.subList(0, kept).forEach(each -> brief.add(line(each)));
    if (kept < lines.size()) {
      brief.add("… and " + (lines.size() - kept) + " more");
    }
    return List.copyOf(brief);
  }

  /** Parameters by name; those beyond the most are left out. */
  public static Map<String, String> parameters(Map<String, String> parameters) {
    Map<String, String> brief = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : parameters.entrySet()) {
      if (brief.size() < THINGS) {
        brief.put(line(each.getKey()), line(each.getValue()));
      }
    }
    return Map.copyOf(brief);
  }

  /** The first things of a list. */
  public static <T> List<T> things(List<T> all) {
    return List.copyOf(all.subList(0, Math.min(all.size(), THINGS)));
  }

  /**
   * A message that says how many things are missing from a list that goes with it.
   *
   * @param what the things, in plural
   */
  public static String message(String text, String what, List<?> all) {
    int more = all.size() - THINGS;
    return message(
        more <= 0 ? text : (text + " (" + more + " more " + what + " are not listed)").strip());
  }

  private static String cut(String text, int most, boolean keepLineEnds) {
    int length = text.codePointCount(0, text.length());
    int kept = length > most ? most - COUNT : length;
    StringBuilder brief = new StringBuilder(Math.min(text.length(), most));
    text.codePoints()
        .limit(kept)
        .map(character -> isShown(character, keepLineEnds) ? character : REPLACEMENT)
        .forEach(brief::appendCodePoint);
    if (kept < length) {
      brief.append("… (").append(length - kept).append(" characters more)");
    }
    return brief.toString();
  }

  /** Control characters and halves of surrogate pairs are not: the latter fit no file either. */
  private static boolean isShown(int character, boolean keepLineEnds) {
    return switch (Character.getType(character)) {
      case Character.CONTROL -> keepLineEnds && character == '\n';
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> false;
      default -> true;
    };
  }
}
