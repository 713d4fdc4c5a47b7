package org.dubnium.fleet.alert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * The one connection to the alerts' database; its users take turns. A transaction outlives this
 * process and a loss of power once it has returned.
 */
final class AlertDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlertDatabase.class);

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Something to be done with the connection. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  private final Path file;
  private final Connection connection;

  private AlertDatabase(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens it, making it if it is not there. One that is damaged is put aside and begun anew.
   *
   * @throws AlertStoreException if a later version wrote it, or the file cannot be used
   */
  static AlertDatabase open(Path file, InstantSource clock) throws AlertStoreException {
    try {
      try {
        return connect(file);
      } catch (DamagedException e) {
        Path aside = putAside(file, clock.instant());
        LOG.warn("cannot read {}: {}; it is kept as {}", file, e.getMessage(), aside);
        return connect(file);
      }
    } catch (SQLException | DamagedException | IOException e) {
      throw new AlertStoreException(
          "cannot open " + file + ": " + e.getMessage() + " (see that the agent may write there)",
          e);
    }
  }

  private static AlertDatabase connect(Path file)
      throws SQLException, DamagedException, AlertStoreException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(5_000);
    Connection connection = null;
    boolean usable = false;
    try {
      connection = config.createConnection("jdbc:sqlite:" + file);
      checkWhole(connection);
      if (AlertSchema.migrate(connection) > AlertSchema.version()) {
        throw new AlertStoreException(
            "cannot use " + file + ": a later version of Dubnium wrote it (install that one)");
      }
      usable = true;
      return new AlertDatabase(file, connection);
    } catch (SQLException e) {
      if (DamagedException.is(e)) {
        throw new DamagedException(e);
      }
      throw e;
    } finally {
      if (!usable && connection != null) {
        connection.close();
      }
    }
  }

  private static void checkWhole(Connection connection) throws SQLException, DamagedException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
      String verdict = row.getString(1);
      if (!verdict.equals("ok")) {
        throw new DamagedException(verdict);
      }
    }
  }

  private static Path putAside(Path file, Instant now) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + STAMP.format(now));
    Files.move(file, aside);
    // They belong to the old file and would be taken for the new one's.
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-wal"));
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
    return aside;
  }

  /** Does all of it or nothing. */
  synchronized <T> T transact(Work<T> work) throws AlertStoreException {
    boolean done = false;
    try {
      connection.setAutoCommit(false);
      try {
        T result = work.run(connection);
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new AlertStoreException(
          "cannot keep alerts in "
              + file
              + ": "
              + e.getMessage()
              + " (see that the disk is neither full nor read-only)",
          e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("cannot close {}: {}, ignoring", file, e.getMessage());
    }
  }
}
