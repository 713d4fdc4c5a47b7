package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.dubnium.bus.testing.CapturedLog;
import org.dubnium.fleet.sqlite.SqliteFile;
import org.dubnium.fleet.telemetry.HistoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first releases wrote is not read any more; it is kept beside the new file. */
class FirstFormatTest {

  private static final String CHUNKS =
      " (id INTEGER PRIMARY KEY, entity INTEGER NOT NULL, first INTEGER NOT NULL,"
          + " last INTEGER NOT NULL, data BLOB NOT NULL) STRICT";

  /** The first format's tables, with a little in them. */
  private static final List<String> FIRST =
      List.of(
          "CREATE TABLE metric (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
          "CREATE TABLE entity (id INTEGER PRIMARY KEY, node TEXT NOT NULL, gpu INTEGER NOT NULL,"
              + " UNIQUE (node, gpu)) STRICT",
          "CREATE TABLE journal (round INTEGER PRIMARY KEY, rows BLOB NOT NULL) STRICT",
          "CREATE TABLE clock (id INTEGER PRIMARY KEY, believed INTEGER NOT NULL,"
              + " doubted INTEGER NOT NULL) STRICT",
          "CREATE TABLE raw" + CHUNKS,
          "CREATE TABLE minute" + CHUNKS,
          "CREATE TABLE minute_part" + CHUNKS,
          "CREATE TABLE hour" + CHUNKS,
          "CREATE TABLE hour_part" + CHUNKS,
          "INSERT INTO metric (id, name) VALUES (5, 'gpu_temperature')",
          "INSERT INTO entity (id, node, gpu) VALUES (1, 'n1', 0), (2, 'slurm', -1)",
          "INSERT INTO raw (entity, first, last, data) VALUES (1, 1, 2, randomblob(40000))",
          "PRAGMA user_version = 1");

  @TempDir private Path directory;
  private final Fleet fleet = new Fleet();

  private Path file() {
    return directory.resolve("telemetry.db");
  }

  private static void write(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : FIRST) {
        statement.execute(sql);
      }
    }
  }

  private void write() throws SQLException {
    try (Connection connection = connect(file())) {
      write(connection);
    }
  }

  private static Connection connect(Path path) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + path);
  }

  private List<Path> aside(String why) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(path -> path.toString().contains("telemetry.db." + why + "-")).toList();
    }
  }

  private void assertIsNew() throws HistoryException, SQLException {
    try (SqliteHistory history = fleet.open(file())) {
      assertEquals(List.of(), Fleet.temperatures(history));
      fleet.temperatures(history, 1, 2, 3);
      assertArrayEquals(new double[] {1, 2, 3}, Fleet.values(Fleet.temperatures(history)));
    }
    assertEquals(2, Sql.number(file(), "PRAGMA user_version"));
  }

  @Test
  void itIsSetAsideAndThatIsSaid() throws Exception {
    write();
    byte[] before = Files.readAllBytes(file());
    try (CapturedLog log = new CapturedLog(SqliteFile.class)) {
      assertIsNew();
      List<Path> aside = aside("earlier");
      assertEquals(1, aside.size());
      assertArrayEquals(before, Files.readAllBytes(aside.getFirst()), "it is kept as it was");
      assertEquals(
          List.of(
              "the telemetry in "
                  + file()
                  + " is of an earlier format, which this version does not read; it is kept as "
                  + aside.getFirst()
                  + ", and a new file is begun"),
          log.lines());
    }
  }

  @Test
  void theNewFileIsGoneOnWith() throws Exception {
    write();
    assertIsNew();
    try (CapturedLog log = new CapturedLog(SqliteFile.class);
        SqliteHistory history = fleet.open(file())) {
      assertEquals(3, Fleet.temperatures(history).size());
      assertEquals(List.of(), log.lines());
    }
    assertEquals(1, aside("earlier").size());
    assertEquals(List.of(), aside("damaged"));
  }

  /** As after a kill: what was written last is in SQLite's own log alone. */
  @Test
  void whatItsLogHasIsKeptToo() throws Exception {
    Path used = directory.resolve("used.db");
    Sql.run(used, "PRAGMA journal_mode = WAL");
    try (Connection connection = connect(used)) {
      write(connection);
      Files.copy(used, file());
      Files.copy(directory.resolve("used.db-wal"), directory.resolve("telemetry.db-wal"));
    }
    assertIsNew();
    Path kept =
        aside("earlier").stream()
            .filter(path -> path.toString().endsWith("Z"))
            .findFirst()
            .orElseThrow();
    assertEquals(1, Sql.number(kept, "PRAGMA user_version"));
    assertEquals(2, Sql.number(kept, "SELECT count(*) FROM entity"));
  }

  @Test
  void oneThatIsDamagedIsCalledThat() throws Exception {
    write();
    try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
      bytes.seek(4_096);
      bytes.write(new byte[20_000]);
    }
    assertIsNew();
    assertEquals(1, aside("damaged").size());
    assertTrue(aside("earlier").isEmpty());
  }
}
