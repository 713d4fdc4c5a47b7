package org.dubnium.fleet.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import org.sqlite.SQLiteConfig;

/**
 * The one connection to a small database; its users take turns. A transaction outlives this process
 * and a loss of power once it has returned.
 */
public final class SharedSession implements AutoCloseable {

  /** Work with the database. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Session session) throws SQLException;
  }

  private final RecoveringFile<Session> file;

  private SharedSession(RecoveringFile<Session> file) {
    this.file = file;
  }

  /**
   * Opens a file, or makes it; its directory must be there.
   *
   * @param file tuned by {@link #tune}
   * @param prepare done in a transaction before all else, with a new file too
   * @throws UnusableFileException if it cannot be used and is not just damaged, or is of a newer program
   */
  public static SharedSession open(SqliteFile file, InstantSource clock, Work<?> prepare)
      throws UnusableFileException {
    return new SharedSession(
        RecoveringFile.open(file, clock, connection -> load(connection, prepare)));
  }

  /** What a loss of power must not take is on the disk when a transaction returns. */
  public static void tune(SQLiteConfig config) {
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
  }

  private static Session load(Connection connection, Work<?> prepare) throws SQLException {
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

  /** Runs it in a transaction. A failure that is damage begins a new file. */
  public synchronized <T> T transact(Work<T> work) throws SQLException {
    try {
      return transact(file.content(), work);
    } catch (SQLException e) {
      var _ = file.recover(e);
      throw e;
    }
  }

  /**
   * Reads without a transaction, which needs no room on the disk; one question is one statement. A
   * failure that is damage begins a new file.
   */
  public synchronized <T> T read(Work<T> work) throws SQLException {
    try {
      return look(file.content(), work);
    } catch (SQLException e) {
      var _ = file.recover(e);
      throw e;
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

  public Path path() {
    return file.path();
  }

  /** How often a new file was begun since this was opened. */
  public long recoveries() {
    return file.recoveries();
  }

  /** For tests: more pages than these are a full disk. */
  public synchronized void limitPages(int most) throws SQLException {
    Transaction.execute(file.content().connection(), "PRAGMA max_page_count = " + most);
  }

  @Override
  public synchronized void close() {
    file.close();
  }
}
