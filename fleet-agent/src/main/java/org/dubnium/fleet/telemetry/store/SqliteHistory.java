package org.dubnium.fleet.telemetry.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.sqlite.Failure;
import org.dubnium.fleet.sqlite.NewerFileException;
import org.dubnium.fleet.sqlite.SqliteFile;
import org.dubnium.fleet.telemetry.History;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.dubnium.fleet.telemetry.Series;
import org.dubnium.fleet.telemetry.store.DeletionTime.Belief;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * The past in a SQLite file of this host. A file that is damaged is set aside, at start or when a
 * round meets the damage, and a new one is begun. Times are kept in whole milliseconds; of values,
 * those that are finite numbers.
 */
public final class SqliteHistory implements History {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteHistory.class);

  private static final int CACHE_KIBIBYTES = 16_384;
  private static final int LONGEST_WAL_BYTES = 64 << 20;

  private final SqliteFile file;
  private final Retention retention;
  private final InstantSource clock;

  /** Writers take turns, and with who closes. */
  private final ReentrantLock turn = new ReentrantLock();

  private final DeletionTime deletion;

  private volatile Store store;
  private boolean closed;

  /** The store is closed, and no other could be opened yet in its place. */
  private boolean gone;

  private SqliteHistory(
      SqliteFile file,
      Retention retention,
      InstantSource clock,
      LongSupplier nanoTime,
      Store store) {
    this.file = file;
    this.deletion =
        new DeletionTime(
            store.belief().orElseGet(() -> new Belief(clock.instant(), Duration.ZERO)),
            clock,
            nanoTime);
    this.retention = retention;
    this.clock = clock;
    this.store = store;
  }

  /**
   * Opens a file, or makes it; its directory must be there.
   *
   * @param nanoTime a clock that nobody puts ahead or back: {@link System#nanoTime}
   * @throws HistoryException if it cannot be opened and is not just damaged, or is of a newer
   *     program; it is left alone then
   */
  public static SqliteHistory open(
      Path path, Retention retention, InstantSource clock, LongSupplier nanoTime)
      throws HistoryException {
    SqliteFile file =
        new SqliteFile(
            path, "telemetry", Schema.MIGRATIONS, Schema.ESSENTIAL, SqliteHistory::tune);
    try {
      return new SqliteHistory(
          file, retention, clock, nanoTime, open(file, clock.instant()));
    } catch (NewerFileException e) {
      throw new HistoryException(String.valueOf(e.getMessage()), e);
    } catch (SQLException | IOException e) {
      throw new HistoryException(
          "cannot open the telemetry in "
              + path
              + ": "
              + e.getMessage()
              + " (see that the agent may write there, and that there is room)",
          e);
    }
  }

  private static void tune(SQLiteConfig config) {
    config.setCacheSize(-CACHE_KIBIBYTES);
    config.setJournalSizeLimit(LONGEST_WAL_BYTES);
    // Survives the end of the process, and never damages the file: sqlite.org/wal.html
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    // The writer says when, so that nobody who reads waits for it.
    config.setWalAutocheckpoint(0);
  }

  private static Store open(SqliteFile file, Instant now)
      throws SQLException, IOException, NewerFileException {
    return file.open(now, connection -> new Store(connection, file));
  }

  @Override
  public void append(List<SubjectReading> round) throws HistoryException {
    turn.lock();
    try {
      if (closed) {
        throw cannotKeep(new SQLException("it is closed"));
      }
      keep(round);
    } catch (SQLException | IOException | NewerFileException e) {
      throw cannotKeep(e);
    } finally {
      turn.unlock();
    }
  }

  private void keep(List<SubjectReading> round)
      throws SQLException, IOException, NewerFileException {
    if (gone) {
      store = open(file, clock.instant());
      gone = false;
    }
    try {
      keepAndExpire(round);
    } catch (SQLException e) {
      if (!Failure.isDamage(e)) {
        throw e;
      }
      gone = true;
      close(store);
      store =
          file.beginAnew(
              clock.instant(),
              String.valueOf(e.getMessage()),
              connection -> new Store(connection, file));
      gone = false;
      store.writer().append(round);
    }
  }

  /** On a full disk what is too old must go all the same: it makes room. */
  private void keepAndExpire(List<SubjectReading> round) throws SQLException {
    SQLException unexpired = null;
    try {
      store.writer().expire(retention, deletion);
    } catch (SQLException e) {
      unexpired = e;
    }
    try {
      store.writer().append(round);
    } catch (SQLException e) {
      if (unexpired != null) {
        e.addSuppressed(unexpired);
      }
      throw e;
    }
    if (unexpired != null) {
      if (Failure.isDamage(unexpired)) {
        throw unexpired;
      }
      LOG.warn("cannot delete old telemetry: {}; ignoring", unexpired.getMessage());
    }
  }

  private HistoryException cannotKeep(Exception e) {
    return new HistoryException(
        "cannot keep telemetry in "
            + file.path()
            + ": "
            + e.getMessage()
            + "; see that there is room, or keep less",
        e);
  }

  @Override
  public List<Series> query(HistoryQuery query) throws HistoryException {
    try {
      return store.query(query);
    } catch (SQLException e) {
      throw new HistoryException(
          "cannot read the telemetry in " + file.path() + ": " + e.getMessage(), e);
    }
  }

  /** For tests: more pages than these are a full disk. */
  void limitPages(int most) throws SQLException {
    store.writer().limitPages(most);
  }

  /** Returns once nobody writes. What was not sealed is read back from the journal by the next. */
  @Override
  public void close() {
    turn.lock();
    try {
      if (!closed) {
        closed = true;
        close(store);
      }
    } finally {
      turn.unlock();
    }
  }

  private static void close(Store store) {
    try {
      store.close();
    } catch (SQLException e) {
      LOG.warn("cannot close the telemetry: {}; ignoring", e.getMessage());
    }
  }
}
