package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {

  private static final List<String> ONE =
      List.of("CREATE TABLE kept (id INTEGER PRIMARY KEY, value TEXT)");
  private static final List<String> TWO =
      List.of(
          "ALTER TABLE kept ADD COLUMN unit TEXT NOT NULL DEFAULT 'C'",
          "CREATE INDEX kept_by_unit ON kept (unit)");
  private static final List<String> WRONG =
      List.of("CREATE TABLE half (id INTEGER)", "CREATE TABLE kept (id INTEGER)");

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("telemetry.db");
  }

  private int apply(Migrations migrations) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      migrations.apply(connection);
      return Migrations.version(connection);
    }
  }

  @Test
  void anOlderFileTakesTheStepsThatItLacksAndKeepsWhatItHas() throws SQLException {
    assertEquals(1, apply(new Migrations(List.of(ONE))));
    Sql.run(file(), "INSERT INTO kept (value) VALUES ('warm')");
    assertEquals(2, apply(new Migrations(List.of(ONE, TWO))));
    assertEquals(
        1, Sql.number(file(), "SELECT count(*) FROM kept WHERE value = 'warm' AND unit = 'C'"));
    assertEquals(2, apply(new Migrations(List.of(ONE, TWO))), "taken once");
  }

  @Test
  void aStepThatFailsLeavesNothingBehind() throws SQLException {
    assertThrows(SQLException.class, () -> apply(new Migrations(List.of(ONE, WRONG))));
    assertEquals(1, Sql.number(file(), "PRAGMA user_version"));
    assertEquals(
        0, Sql.number(file(), "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"));
    assertEquals(2, apply(new Migrations(List.of(ONE, TWO))), "another program may go on");
  }

  @Test
  void onlyWhatIsBeyondTheLastStepIsNewer() {
    Migrations migrations = new Migrations(List.of(ONE, TWO));
    assertFalse(migrations.isNewer(0));
    assertFalse(migrations.isNewer(2));
    assertTrue(migrations.isNewer(3));
  }

  /** From the file of any release to the newest: a step that is added is tested by being there. */
  @Test
  void everyOlderSchemaOfTheStoreComesToTheNewest() throws Exception {
    List<List<String>> steps = Migrations.TELEMETRY.steps();
    for (int had = 0; had <= steps.size(); had++) {
      Path older = directory.resolve("older-" + had + ".db");
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + older)) {
        new Migrations(new ArrayList<>(steps.subList(0, had))).apply(connection);
      }
      Fleet fleet = new Fleet();
      try (SqliteHistory history = fleet.open(older)) {
        fleet.temperatures(history, 1, 2);
        assertEquals(2, Fleet.temperatures(history).size());
      }
      assertEquals(steps.size(), Sql.number(older, "PRAGMA user_version"));
    }
  }

  @Test
  void aMetricThatIsNewGetsANumberAndAnUnknownOneKeepsIts() throws Exception {
    Fleet fleet = new Fleet();
    try (SqliteHistory history = fleet.open(file())) {
      fleet.temperatures(history, 1, 2);
    }
    Sql.run(file(), "UPDATE metric SET name = 'gpu_of_a_newer_program' WHERE name = 'gpu_temperature'");
    try (SqliteHistory history = fleet.open(file())) {
      assertEquals(List.of(), Fleet.temperatures(history));
      fleet.temperatures(history, 3);
      assertEquals(1, Fleet.temperatures(history).size());
    }
  }
}
