package org.dubnium.fleet.telemetry.scrape.exposition;

import java.util.List;

/** Labels of a sample, as far as they are of interest. One that is absent and one that is empty are the same. */
public final class Labels {

  /** No labels. */
  public static final Labels NONE = new Labels(List.of());

  private final List<String> pairs;

  /**
   * Makes labels.
   *
   * @param pairs name, value, name, value …
   */
  public Labels(List<String> pairs) {
    this.pairs = List.copyOf(pairs);
  }

  /** The value of that label; empty if there is none. */
  public String get(String name) {
    for (int i = 0; i < pairs.size(); i += 2) {
      if (pairs.get(i).equals(name)) {
        return pairs.get(i + 1);
      }
    }
    return "";
  }

  /** The first of these that there is and that is not empty; empty if there is none. */
  public String first(List<String> names) {
    for (String name : names) {
      String value = get(name);
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  /** Characters of all names and values. */
  public int length() {
    return pairs.stream().mapToInt(String::length).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Labels labels && labels.pairs.equals(pairs);
  }

  @Override
  public int hashCode() {
    return pairs.hashCode();
  }

  @Override
  public String toString() {
    return pairs.toString();
  }
}
