package org.dubnium.common.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with the configuration so far. */
public final class Problems {

  private record Problem(Place place, String message) {}

  private final List<Problem> all = new ArrayList<>();

  /**
   * Notes one.
   *
   * @param message begins with "cannot" and ends with what to do, in parentheses
   */
  public void add(Place place, String message) {
    all.add(new Problem(place, message));
  }

  /** In the order of files and lines. */
  public void throwIfAny() throws ConfigException {
    if (!all.isEmpty()) {
      List<String> files = all.stream().map(problem -> problem.place().file()).distinct().toList();
      throw new ConfigException(
          all.stream()
              .sorted(
                  Comparator.<Problem>comparingInt(
                          problem -> files.indexOf(problem.place().file()))
                      .thenComparingInt(problem -> problem.place().line()))
              .map(problem -> problem.place() + ": " + problem.message())
              .distinct()
              .toList());
    }
  }
}
