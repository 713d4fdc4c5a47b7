package org.dubnium.fleet.alert.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.dubnium.fleet.sqlite.RecoveringFile;
import org.dubnium.fleet.sqlite.Session;
import org.dubnium.fleet.sqlite.SqliteFile;
import org.dubnium.fleet.sqlite.Transaction;
import org.dubnium.fleet.sqlite.UnusableFileException;
import org.sqlite.SQLiteConfig;

/**
 * The one connection to the alerts' database; its users take turns. A transaction outlives this
 * process and a loss of power once it has returned.
 */
final class AlertDatabase implements AutoCloseable {

  /** Work with the database. */
  @FunctionalInterface
  interface Work<T> {
    T run(Session session) throws SQLException;
  }

  private final RecoveringFile<Session> file;

  private AlertDatabase(RecoveringFile<Session> file) {
    this.file = file;
  }

  /**
   * Opens it, making it if it is not there.
   *
   * @param prepare done in a transaction before all else, with a new file too
   * @throws AlertStoreException if a newer program wrote it, or the file cannot be used
   */
  static AlertDatabase open(Path path, InstantSource clock, Work<?> prepare)
      throws AlertStoreException {
    SqliteFile file =
        new SqliteFile(path, "alerts", AlertSchema.MIGRATIONS, List.of(), AlertDatabase::tune);
    try {
      return new AlertDatabase(
          RecoveringFile.open(file, clock, connection -> load(connection, prepare)));
    } catch (UnusableFileException e) {
      throw new AlertStoreException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void tune(SQLiteConfig config) {
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
  }

  private static Session load(Connection connection, Work<?> prepare)
      throws SQLException {
    Session session = new Session(connection);
    var _ = transact(session, prepare);
    return session;
  }

  private static <T> T transact(Session session, Work<T> work) throws SQLException {
    Transaction.begin(session.connection());
    try {
      T result = work.run(session);
      Transaction.commit(session.connection());
      return result;
    } catch (SQLException | RuntimeException e) {
      session.forgetStatements();
      Transaction.rollback(session.connection(), e);
      throw e;
    }
  }

  /** Runs it in a transaction. */
  synchronized <T> T transact(Work<T> work) throws AlertStoreException {
    try {
      return transact(file.content(), work);
    } catch (SQLException e) {
      throw failed(e, "keep");
    }
  }

  /**
   * Reads without a transaction, which needs no room on the disk; one question is one statement.
   */
  synchronized <T> T read(Work<T> work) throws AlertStoreException {
    try {
      return look(file.content(), work);
    } catch (SQLException e) {
      throw failed(e, "read");
    }
  }

  private static <T> T look(Session session, Work<T> work) throws SQLException {
    try {
      return work.run(session);
    } catch (SQLException e) {
      session.forgetStatements();
      throw e;
    }
  }

  private AlertStoreException failed(SQLException e, String what) {
    var _ = file.recover(e);
    return new AlertStoreException(
        "cannot "
            + what
            + " alerts in "
            + file.path()
            + ": "
            + e.getMessage()
            + " (see that the disk is neither full nor read-only)",
        e);
  }

  /** How often a new file was begun since this was opened. */
  long recoveries() {
    return file.recoveries();
  }

  /** For tests: more pages than these are a full disk. */
  synchronized void limitPages(int most) throws SQLException {
    Transaction.execute(file.content().connection(), "PRAGMA max_page_count = " + most);
  }

  @Override
  public synchronized void close() {
    file.close();
  }
}
