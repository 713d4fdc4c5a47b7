package org.dubnium.fleet.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
    run(file(), "INSERT INTO kept (value) VALUES ('warm')");
    assertEquals(2, apply(new Migrations(List.of(ONE, TWO))));
    assertEquals(
        1, number(file(), "SELECT count(*) FROM kept WHERE value = 'warm' AND unit = 'C'"));
    assertEquals(2, apply(new Migrations(List.of(ONE, TWO))), "taken once");
  }

  @Test
  void aStepThatFailsLeavesNothingBehind() throws SQLException {
    assertThrows(SQLException.class, () -> apply(new Migrations(List.of(ONE, WRONG))));
    assertEquals(1, number(file(), "PRAGMA user_version"));
    assertEquals(
        0, number(file(), "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"));
    assertEquals(2, apply(new Migrations(List.of(ONE, TWO))), "another program may go on");
  }

  private static long number(Path file, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.getLong(1);
    }
  }

  private static void run(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
