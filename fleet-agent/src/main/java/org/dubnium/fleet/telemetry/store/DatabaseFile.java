package org.dubnium.fleet.telemetry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/** The file, its companions, and connections to it. */
record DatabaseFile(Path path) {

  /** Rows have one to five kilobytes: with the usual 4096 much of a page would stay empty. */
  private static final int PAGE_BYTES = 16_384;

  private static final int CACHE_KIBIBYTES = 16_384;
  private static final int LONGEST_WAL_BYTES = 64 << 20;
  private static final int BUSY_MILLIS = 5_000;

  /** Up to here all of the file is read at start, some seconds; beyond, what start needs. */
  private static final long CHECKED_WHOLE_BYTES = 1L << 30;

  private static final List<String> COMPANIONS = List.of("", "-wal", "-shm");

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** The connection that writes; there is one at a time. */
  Connection openWriter() throws SQLException {
    SQLiteConfig config = common();
    config.setPageSize(PAGE_BYTES);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setJournalSizeLimit(LONGEST_WAL_BYTES);
    // Survives the end of the process, and never damages the file: sqlite.org/wal.html
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    // The writer says when, so that nobody who reads waits for it.
    config.setWalAutocheckpoint(0);
    return connect(config);
  }

  /** A connection that only reads, next to the writer's. */
  Connection openReader() throws SQLException {
    SQLiteConfig config = common();
    config.setReadOnly(true);
    return connect(config);
  }

  private static SQLiteConfig common() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-CACHE_KIBIBYTES);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setGetGeneratedKeys(false);
    return config;
  }

  private Connection connect(SQLiteConfig config) throws SQLException {
    return config.createConnection("jdbc:sqlite:" + path);
  }

  /** Whether there is anything to be damaged or newer than this program. */
  boolean isThere() throws IOException {
    return Files.exists(path) && Files.size(path) > 0;
  }

  /** How many steps of migration the file has behind it, with nothing changed. */
  int version() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    try (Connection connection = connect(config)) {
      return Migrations.version(connection);
    }
  }

  /** What is wrong with the file; empty if nothing is. See sqlite.org/pragma.html#pragma_quick_check */
  Optional<String> damage() throws SQLException, IOException {
    boolean whole = Files.size(path) <= CHECKED_WHOLE_BYTES;
    List<String> checks =
        whole
            ? List.of("quick_check(1)")
            : List.of("quick_check(metric)", "quick_check(entity)", "quick_check(journal)");
    try (Connection connection = connect(common());
        Statement statement = connection.createStatement()) {
      for (String check : checks) {
        try (ResultSet row = statement.executeQuery("PRAGMA " + check)) {
          String said = row.next() ? row.getString(1) : "no answer to " + check;
          if (!said.equals("ok")) {
            return Optional.of(said);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a failure is the file's own fault: sqlite.org/rescode.html */
  static boolean isDamage(SQLException e) {
    return e.getErrorCode() == SQLiteErrorCode.SQLITE_CORRUPT.code
        || e.getErrorCode() == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  /** Moves the file and its companions out of the way; returns what it is called now. */
  Path setAside(Instant at) throws IOException {
    String name = path.getFileName() + ".damaged-" + STAMP.format(at);
    for (String companion : COMPANIONS) {
      Path from = path.resolveSibling(path.getFileName() + companion);
      if (Files.exists(from)) {
        Files.move(from, path.resolveSibling(name + companion));
      }
    }
    return path.resolveSibling(name);
  }
}
