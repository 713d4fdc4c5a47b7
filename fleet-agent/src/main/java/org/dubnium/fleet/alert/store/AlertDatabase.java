package org.dubnium.fleet.alert.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.dubnium.fleet.sqlite.SharedSession;
import org.dubnium.fleet.sqlite.SharedSession.Work;
import org.dubnium.fleet.sqlite.SqliteFile;
import org.dubnium.fleet.sqlite.UnusableFileException;

/** The alerts' database, whose failures say what to do. */
final class AlertDatabase implements AutoCloseable {

  private final SharedSession session;

  private AlertDatabase(SharedSession session) {
    this.session = session;
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
        new SqliteFile(path, "alerts", AlertSchema.MIGRATIONS, List.of(), SharedSession::tune);
    try {
      return new AlertDatabase(SharedSession.open(file, clock, prepare));
    } catch (UnusableFileException e) {
      throw new AlertStoreException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Runs it in a transaction. */
  <T> T transact(Work<T> work) throws AlertStoreException {
    try {
      return session.transact(work);
    } catch (SQLException e) {
      throw failed(e, "keep");
    }
  }

  /**
   * Reads without a transaction, which needs no room on the disk; one question is one statement.
   */
  <T> T read(Work<T> work) throws AlertStoreException {
    try {
      return session.read(work);
    } catch (SQLException e) {
      throw failed(e, "read");
    }
  }

  private AlertStoreException failed(SQLException e, String what) {
    return new AlertStoreException(
        "cannot "
            + what
            + " alerts in "
            + session.path()
            + ": "
            + e.getMessage()
            + " (see that the disk is neither full nor read-only)",
        e);
  }

  /** How often a new file was begun since this was opened. */
  long recoveries() {
    return session.recoveries();
  }

  /** For tests: more pages than these are a full disk. */
  void limitPages(int most) throws SQLException {
    session.limitPages(most);
  }

  @Override
  public void close() {
    session.close();
  }
}
