package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.dubnium.fleet.sqlite.Migrations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {

  private static final int DROPPED = Schema.MIGRATIONS.dropped();

  @TempDir private Path directory;

  /** From the file of any release to the newest: a step that is added is tested by being there. */
  @Test
  void everyOlderSchemaOfTheStoreComesToTheNewest() throws Exception {
    List<List<String>> steps = Schema.MIGRATIONS.steps();
    for (int had = 0; had <= steps.size(); had++) {
      Path older = directory.resolve("older-" + had + ".db");
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + older)) {
        new Migrations(new ArrayList<>(steps.subList(0, had)), DROPPED).apply(connection);
      }
      Fleet fleet = new Fleet();
      try (SqliteHistory history = fleet.open(older)) {
        fleet.temperatures(history, 1, 2);
        assertEquals(2, Fleet.temperatures(history).size());
      }
      assertEquals(DROPPED + steps.size(), Sql.number(older, "PRAGMA user_version"));
    }
  }

  @Test
  void aMetricThatIsNewGetsANumberAndAnUnknownOneKeepsIts() throws Exception {
    Fleet fleet = new Fleet();
    try (SqliteHistory history = fleet.open(directory.resolve("telemetry.db"))) {
      fleet.temperatures(history, 1, 2);
    }
    Sql.run(directory.resolve("telemetry.db"), "UPDATE metric SET name = 'gpu_of_a_newer_program' WHERE name = 'gpu_temperature'");
    try (SqliteHistory history = fleet.open(directory.resolve("telemetry.db"))) {
      assertEquals(List.of(), Fleet.temperatures(history));
      fleet.temperatures(history, 3);
      assertEquals(1, Fleet.temperatures(history).size());
    }
  }
}
