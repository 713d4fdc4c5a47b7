package org.dubnium.fleet.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;

class SqliteFileTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static final Migrations KEPT =
      new Migrations(
          List.of(List.of("CREATE TABLE kept (id INTEGER PRIMARY KEY, value BLOB) STRICT")));

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("kept.db");
  }

  private SqliteFile file(Migrations migrations) {
    return new SqliteFile(path(), "past", migrations, List.of("kept"), config -> {});
  }

  private Connection open() throws Exception {
    return file(KEPT).open(NOW, connection -> connection);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM kept")) {
      return row.getLong(1);
    }
  }

  private void fill() throws Exception {
    try (Connection connection = open()) {
      run(
          connection,
          "INSERT INTO kept (value) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
              + " FROM n WHERE i < 100) SELECT randomblob(2000) FROM n");
    }
  }

  private List<String> aside() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.contains(".damaged-"))
          .sorted()
          .toList();
    }
  }

  enum Damage {
    HEADER,
    MIDDLE,
    TRUNCATED,
    TRUNCATED_WITHIN_A_PAGE,
    TRUNCATED_WITHIN_THE_HEADER,
    RANDOM,
    TEXT;

    void strike(RandomAccessFile file) throws IOException {
      byte[] noise = new byte[8_192];
      new Random(3).nextBytes(noise);
      switch (this) {
        case HEADER -> file.write(noise, 0, 100);
        case MIDDLE -> {
          file.seek(file.length() / 2 / 4_096 * 4_096);
          file.write(noise);
        }
        case TRUNCATED -> file.setLength(file.length() / 2 / 4_096 * 4_096);
        case TRUNCATED_WITHIN_A_PAGE -> file.setLength(file.length() / 2 / 4_096 * 4_096 + 77);
        case TRUNCATED_WITHIN_THE_HEADER -> file.setLength(50);
        case RANDOM -> {
          file.setLength(0);
          file.write(noise);
        }
        case TEXT -> file.writeBytes("this was a database once\n".repeat(100));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedFileIsSetAsideAndANewOneBegun(Damage damage) throws Exception {
    fill();
    try (RandomAccessFile bytes = new RandomAccessFile(path().toFile(), "rw")) {
      damage.strike(bytes);
    }
    byte[] damaged = Files.readAllBytes(path());
    try (Connection connection = open()) {
      assertEquals(0, count(connection));
      run(connection, "INSERT INTO kept (value) VALUES (x'00')");
    }
    assertEquals(List.of("kept.db.damaged-20260601T120000.000000Z"), aside());
    assertArrayEquals(damaged, Files.readAllBytes(directory.resolve(aside().getFirst())));
    try (Connection connection = open()) {
      assertEquals(1, count(connection));
    }
  }

  /** As a process that is killed leaves it: the log beside the file. */
  private void leaveLog() throws Exception {
    Path copy = directory.resolve("copy");
    try (Connection connection = open()) {
      run(connection, "INSERT INTO kept (value) VALUES (x'00'), (x'01')");
      for (String name : List.of("", "-wal", "-shm")) {
        Files.copy(
            path().resolveSibling("kept.db" + name), copy.resolveSibling("copy" + name));
      }
    }
    for (String name : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(path().resolveSibling("kept.db" + name));
      Files.move(copy.resolveSibling("copy" + name), path().resolveSibling("kept.db" + name));
    }
  }

  @Test
  void whatIsInTheLogIsThere() throws Exception {
    leaveLog();
    try (Connection connection = open()) {
      assertEquals(2, count(connection));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-wal", "-shm"})
  void aDamagedCompanionCostsNoMoreThanWhatWasInIt(String companion) throws Exception {
    fill();
    leaveLog();
    byte[] noise = new byte[40_000];
    new Random(1).nextBytes(noise);
    Files.write(path().resolveSibling("kept.db" + companion), noise);
    try (Connection connection = open()) {
      assertTrue(count(connection) >= 100);
    }
    assertEquals(List.of(), aside());
  }

  @Test
  void theCompanionsOfADamagedFileGoWithIt() throws Exception {
    fill();
    leaveLog();
    Files.writeString(path(), "this was a database once\n".repeat(100));
    try (Connection connection = open()) {
      assertEquals(0, count(connection));
    }
    assertTrue(
        aside().contains("kept.db.damaged-20260601T120000.000000Z"), () -> "where is it");
  }

  @Test
  void damageThatShowsOnlyWhileItIsLoadedIsNoEndEither() throws Exception {
    fill();
    int[] loads = {0};
    try (Connection connection =
        file(KEPT)
            .open(
                NOW,
                writer -> {
                  if (loads[0]++ == 0) {
                    throw new SQLException("index", null, SQLiteErrorCode.SQLITE_CORRUPT_INDEX.code);
                  }
                  return writer;
                })) {
      assertEquals(0, count(connection));
    }
    assertEquals(1, aside().size());
  }

  @Test
  void aFailureThatIsNoDamageSetsNothingAside() throws Exception {
    fill();
    assertThrows(
        SQLException.class,
        () ->
            file(KEPT)
                .open(
                    NOW,
                    writer -> {
                      throw new SQLException(
                          "full", null, SQLiteErrorCode.SQLITE_FULL.code);
                    }));
    assertEquals(List.of(), aside());
    try (Connection connection = open()) {
      assertEquals(100, count(connection));
    }
  }

  @Test
  void whatANewerProgramWroteIsRefusedAndNotSetAside() throws Exception {
    fill();
    try (Connection connection = open()) {
      run(connection, "PRAGMA user_version = 7");
    }
    NewerFileException refused = assertThrows(NewerFileException.class, this::open);
    assertEquals(
        "cannot use the past in "
            + path()
            + ": it has version 7, and this program knows 1; upgrade the program, or move the file"
            + " away",
        refused.getMessage());
    assertEquals(List.of(), aside());
  }

  /** Bytes 60 to 63 of the header are the version: sqlite.org/fileformat2.html. */
  @Test
  void aDamagedFileIsNotTakenForANewerOne() throws Exception {
    fill();
    byte[] bytes = Files.readAllBytes(path());
    bytes[60] = 0x55;
    bytes[bytes.length / 2] ^= 0x7f;
    bytes[8_192] ^= 0x7f;
    Files.write(path(), bytes);
    open().close();
    assertEquals(1, aside().size());
  }

  @Test
  void aStepThatFailsLeavesTheFileAsItWas() throws Exception {
    fill();
    Migrations wrong =
        new Migrations(
            List.of(
                KEPT.steps().getFirst(),
                List.of("DELETE FROM kept", "CREATE TABLE half (id)", "INSERT INTO nowhere VALUES (1)")));
    assertThrows(SQLException.class, () -> file(wrong).open(NOW, connection -> connection));
    assertEquals(List.of(), aside());
    try (Connection connection = open()) {
      assertEquals(100, count(connection));
    }
  }

  @Test
  void anEmptyFileIsANewOne() throws Exception {
    Files.createFile(path());
    try (Connection connection = open()) {
      assertEquals(0, count(connection));
    }
    assertEquals(List.of(), aside());
  }

  /** Nobody may write to /proc, root neither. */
  @Test
  void whereNothingMayBeWrittenNothingIsSetAside() {
    SqliteFile file =
        new SqliteFile(Path.of("/proc/kept.db"), "past", KEPT, List.of(), config -> {});
    assertThrows(SQLException.class, () -> file.open(NOW, connection -> connection));
  }
}
