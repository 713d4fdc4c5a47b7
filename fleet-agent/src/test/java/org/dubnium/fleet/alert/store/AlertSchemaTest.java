package org.dubnium.fleet.alert.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.sqlite.Migrations;
import org.junit.jupiter.api.Test;

/** Files of earlier versions, brought to the present one. */
class AlertSchemaTest {

  @Test
  void aMetricThatWasRenamedKeepsItsRules() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      new Migrations(AlertSchema.MIGRATIONS.steps().subList(0, 2)).apply(connection);
      for (String metric : new String[] {"workload_tripped", "gpu_temperature"}) {
        statement.execute(
            "INSERT INTO rules VALUES ('of-" + metric + "', 'r', '" + metric
                + "', 'gte', 1, 0, NULL, 1, 0, 0)");
      }
      AlertSchema.MIGRATIONS.apply(connection);

      try (ResultSet rows = statement.executeQuery("SELECT metric FROM rules ORDER BY id DESC")) {
        rows.next();
        assertEquals(Metric.REPAIRS_GIVEN_UP.text(), rows.getString(1));
        rows.next();
        assertEquals(Metric.GPU_TEMPERATURE.text(), rows.getString(1));
      }
    }
  }

  @Test
  void whatAlertsAreAboutBecomesASubject() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      new Migrations(AlertSchema.MIGRATIONS.steps().subList(0, 3)).apply(connection);
      String[][] old = {
        {"slurm", "-1", "slurm_queue_pending"},
        {"slurm", "-1", "node_unreachable"},
        {"gpu-1", "3", "gpu_temperature"},
      };
      for (String[] one : old) {
        String id = String.join(" ", one);
        statement.execute(
            "INSERT INTO events (id, rule_id, rule_name, node, gpu, metric, value, threshold,"
                + " condition, fired_at) VALUES ('%s', '%s', 'r', '%s', %s, '%s', 1, 1, 'gte', 0)"
                    .formatted(id, id, one[0], one[1], one[2]));
        statement.execute(
            "INSERT INTO held VALUES ('%s', '%s', %s, '%s', 5, 1, 0, 7)"
                .formatted(id, one[0], one[1], one[2]));
      }
      AlertSchema.MIGRATIONS.apply(connection);

      for (String table : new String[] {"events", "held"}) {
        List<String> subjects = new ArrayList<>();
        try (ResultSet rows =
            statement.executeQuery("SELECT subject FROM " + table + " ORDER BY subject")) {
          while (rows.next()) {
            subjects.add(rows.getString(1));
          }
        }
        assertEquals(List.of("cluster:slurm", "gpu:gpu-1/3", "node:slurm"), subjects, table);
      }
    }
  }
}
