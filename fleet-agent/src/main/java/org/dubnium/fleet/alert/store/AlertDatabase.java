package org.dubnium.fleet.alert.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.dubnium.fleet.sqlite.Failure;
import org.dubnium.fleet.sqlite.NewerFileException;
import org.dubnium.fleet.sqlite.Session;
import org.dubnium.fleet.sqlite.SqliteFile;
import org.dubnium.fleet.sqlite.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * The one connection to the alerts' database; its users take turns. A transaction outlives this
 * process and a loss of power once it has returned. A file that is damaged is set aside, at start or
 * when the damage is met, and a new one is begun.
 */
public final class AlertDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlertDatabase.class);

  /** Something to be done with the database. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Session session) throws SQLException;
  }

  private final SqliteFile file;
  private final InstantSource clock;
  private final Work<?> prepare;
  private Session session;
  private long begunAnew;
  private boolean closed;

  /** The session is closed, and no other could be opened yet in its place. */
  private boolean gone;

  private AlertDatabase(
      SqliteFile file, InstantSource clock, Work<?> prepare, Session session) {
    this.file = file;
    this.clock = clock;
    this.prepare = prepare;
    this.session = session;
  }

  /**
   * Opens it, making it if it is not there.
   *
   * @param prepare done in a transaction before all else, with a new file too
   * @throws AlertStoreException if a newer program wrote it, or the file cannot be used
   */
  public static AlertDatabase open(Path path, InstantSource clock, Work<?> prepare)
      throws AlertStoreException {
    SqliteFile file =
        new SqliteFile(path, "alerts", AlertSchema.MIGRATIONS, List.of(), AlertDatabase::tune);
    try {
      Session session = file.open(clock.instant(), connection -> load(connection, prepare));
      return new AlertDatabase(file, clock, prepare, session);
    } catch (NewerFileException e) {
      throw new AlertStoreException(String.valueOf(e.getMessage()), e);
    } catch (SQLException | IOException e) {
      throw new AlertStoreException(
          "cannot open the alerts in "
              + path
              + ": "
              + e.getMessage()
              + " (see that the agent may write there, and that there is room)",
          e);
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

  /** Does all of it or nothing. */
  public synchronized <T> T transact(Work<T> work) throws AlertStoreException {
    try {
      return transact(usable(), work);
    } catch (SQLException e) {
      throw failed(e, "keep");
    }
  }

  /** Looks, which needs no room on the disk; one question is one statement. */
  public synchronized <T> T read(Work<T> work) throws AlertStoreException {
    try {
      return work.run(usable());
    } catch (SQLException e) {
      session.forgetStatements();
      throw failed(e, "read");
    }
  }

  private Session usable() throws SQLException {
    if (closed || gone) {
      throw new SQLException(closed ? "it is closed" : "no new file could be begun yet");
    }
    return session;
  }

  private AlertStoreException failed(SQLException e, String what) {
    if (!closed && (gone || Failure.isDamage(e))) {
      beginAnew(e);
    }
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

  private void beginAnew(SQLException damage) {
    try {
      if (!gone) {
        gone = true;
        session.close();
      }
      session =
          file.beginAnew(
              clock.instant(),
              String.valueOf(damage.getMessage()),
              connection -> load(connection, prepare));
      gone = false;
      begunAnew++;
    } catch (SQLException | IOException e) {
      LOG.error("cannot begin a new file in the place of {}: {}", file.path(), e.getMessage());
    }
  }

  /** How often a new file was begun since this was opened. */
  public synchronized long begunAnew() {
    return begunAnew;
  }

  /** For tests: more pages than these are a full disk. */
  public synchronized void limitPages(int most) throws SQLException {
    Transaction.execute(session.connection(), "PRAGMA max_page_count = " + most);
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      session.close();
    } catch (SQLException e) {
      LOG.warn("cannot close {}: {}, ignoring", file.path(), e.getMessage());
    }
  }
}
