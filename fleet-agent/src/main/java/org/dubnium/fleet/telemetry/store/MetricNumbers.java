package org.dubnium.fleet.telemetry.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.dubnium.fleet.domain.Metric;

/**
 * What number stands for which metric in this file. A number whose name this program does not know
 * stays what it is.
 */
final class MetricNumbers {

  private final Map<Metric, Integer> numbers = new EnumMap<>(Metric.class);
  private final Map<Integer, Metric> metrics = new HashMap<>();
  private int next;

  private MetricNumbers() {}

  /** Reads them, and gives numbers to metrics that have none yet. */
  static MetricNumbers load(Connection connection) throws SQLException {
    MetricNumbers loaded = new MetricNumbers();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT id, name FROM metric")) {
      while (row.next()) {
        int number = row.getInt(1);
        loaded.next = Math.max(loaded.next, number + 1);
        Metric.parse(row.getString(2)).ifPresent(metric -> loaded.put(metric, number));
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO metric (id, name) VALUES (?, ?)")) {
      for (Metric metric : Metric.values()) {
        if (metric.isKept() && !loaded.numbers.containsKey(metric)) {
          insert.setInt(1, loaded.next);
          insert.setString(2, metric.text());
          insert.executeUpdate();
          loaded.put(metric, loaded.next++);
        }
      }
    }
    return loaded;
  }

  private void put(Metric metric, int number) {
    numbers.put(metric, number);
    metrics.put(number, metric);
  }

  int of(Metric metric) {
    Integer number = numbers.get(metric);
    if (number == null) {
      throw new IllegalStateException("cannot number " + metric);
    }
    return number;
  }

  Optional<Metric> metric(int number) {
    return Optional.ofNullable(metrics.get(number));
  }

  /** Whether a number stands for one of these. */
  IntPredicate oneOf(Set<Metric> wanted) {
    return number -> metric(number).filter(wanted::contains).isPresent();
  }
}
