package org.dubnium.fleet.telemetry.exposition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One metric of Prometheus' text format with all its samples.
 *
 * @param type {@code gauge} or {@code counter}
 */
public record Family(
    String name, String type, String help, Map<Map<String, String>, Double> samples) {

  Family(String name, String type, String help) {
    this(name, type, help, new LinkedHashMap<>());
  }

  static Family gauge(String name, String help) {
    return new Family(name, "gauge", help);
  }

  static Family counter(String name, String help) {
    return new Family(name, "counter", help);
  }

  /**
   * Adds a sample.
   *
   * @param labels in their order if they have one, else in that of their names
   */
  Family add(Map<String, String> labels, double value) {
    samples.put(labels instanceof LinkedHashMap ? labels : new TreeMap<>(labels), value);
    return this;
  }

  Family add(double value) {
    return add(Map.of(), value);
  }

  /** Nothing for a family without samples. Source: Prometheus, "Exposition formats". */
  void write(StringBuilder text) {
    if (samples.isEmpty()) {
      return;
    }
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    samples.forEach(
        (labels, value) -> {
          text.append(name);
          write(labels, text);
          text.append(' ').append(number(value)).append('\n');
        });
  }

  private static void write(Map<String, String> labels, StringBuilder text) {
    char joint = '{';
    for (Map.Entry<String, String> label : labels.entrySet()) {
      text.append(joint).append(label.getKey()).append("=\"");
      text.append(escaped(label.getValue())).append('"');
      joint = ',';
    }
    if (!labels.isEmpty()) {
      text.append('}');
    }
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** Whole numbers without a point. */
  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
