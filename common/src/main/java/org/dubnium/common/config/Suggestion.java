package org.dubnium.common.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Suggests a known word for one that is not known. */
public final class Suggestion {

  private Suggestion() {}

  /** {@code (did you mean 'target'?)}, or the known words if none comes near. */
  public static String among(Collection<String> known, String word) {
    Optional<String> nearest =
        known.stream()
            .filter(other -> distance(word, other) <= Math.max(1, other.length() / 3))
            .min(Comparator.comparingInt(other -> distance(word, other)));
    return nearest
        .map(other -> "(did you mean '" + other + "'?)")
        .orElseGet(
            () -> known.isEmpty() ? "(take it out)" : "(known: " + String.join(", ", known) + ")");
  }

  /** Levenshtein's distance, case apart. */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
