package org.dubnium.fleet.alert.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
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
}
