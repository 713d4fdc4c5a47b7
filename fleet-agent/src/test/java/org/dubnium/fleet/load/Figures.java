package org.dubnium.fleet.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What was measured, in the order in which it was. */
final class Figures {

  private final Map<String, Object> all = new LinkedHashMap<>();

  /** A number, to three places, which is printed at once. */
  void put(String name, double value) {
    add(name, Double.parseDouble(String.format(Locale.ROOT, "%.3f", value)));
  }

  /** A whole number. */
  void count(String name, long value) {
    add(name, value);
  }

  void note(String name, String value) {
    add(name, value);
  }

  private void add(String name, Object value) {
    all.put(name, value);
    System.out.printf(Locale.ROOT, "%-58s %s%n", name, value);
  }

  /** The median of several runs, with the least and the most of them. */
  void median(String name, double[] runs) {
    double[] sorted = runs.clone();
    Arrays.sort(sorted);
    put(name, sorted[sorted.length / 2]);
    put(name + ", least", sorted[0]);
    put(name + ", most", sorted[sorted.length - 1]);
  }

  /** A number that was put before; not a number if it was not. */
  double of(String name) {
    return all.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
  }
}
