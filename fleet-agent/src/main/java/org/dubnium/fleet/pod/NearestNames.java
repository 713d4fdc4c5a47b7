package org.dubnium.fleet.pod;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Known identifiers that come nearest to one that is not known, by the pairs of letters that they
 * share.
 */
final class NearestNames {

  private static final int MOST = 3;

  private NearestNames() {}

  /**
   * {@code (did you mean 'a' or 'b'?)}.
   *
   * @param known names for people, by identifier
   */
  static String among(Map<String, String> known, String word) {
    List<String> nearest =
        known.entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<String, String>>comparingDouble(
                        each ->
                            -Math.max(
                                similarity(word, each.getKey()), similarity(word, each.getValue())))
                    .thenComparing(Map.Entry::getKey))
            .limit(MOST)
            .map(each -> "'" + each.getKey() + "'")
            .toList();
    return nearest.isEmpty()
        ? "(take it out)"
        : nearest.stream().collect(Collectors.joining(" or ", "(did you mean ", "?)"));
  }

  /** Dice's coefficient of the pairs of adjacent characters, case apart: 0 to 1. */
  private static double similarity(String one, String other) {
    Set<String> shared = pairs(one);
    Set<String> others = pairs(other);
    int total = shared.size() + others.size();
    shared.retainAll(others);
    return total == 0 ? 0 : 2.0 * shared.size() / total;
  }

  private static Set<String> pairs(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i + 2 <= lower.length(); i++) {
      pairs.add(lower.substring(i, i + 2));
    }
    return pairs;
  }
}
