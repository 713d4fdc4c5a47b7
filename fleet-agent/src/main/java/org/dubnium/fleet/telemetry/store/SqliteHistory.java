package org.dubnium.fleet.telemetry.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.sqlite.Failure;
import org.dubnium.fleet.sqlite.RecoveringFile;
import org.dubnium.fleet.sqlite.SqliteFile;
import org.dubnium.fleet.sqlite.UnusableFileException;
import org.dubnium.fleet.telemetry.History;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.dubnium.fleet.telemetry.Series;
import org.dubnium.fleet.telemetry.store.DeletionTime.Belief;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * The past in a SQLite file of this host. Times are kept in whole milliseconds; of values,
 * those that are finite numbers.
 */
public final class SqliteHistory implements History {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteHistory.class);

  private static final int CACHE_KIBIBYTES = 16_384;
  private static final int LONGEST_WAL_BYTES = 64 << 20;

  private final RecoveringFile<Store> file;
  private final Retention retention;

  /** Writers take turns, and with who closes. */
  private final ReentrantLock turn = new ReentrantLock();

  private final DeletionTime deletion;

  private SqliteHistory(
      RecoveringFile<Store> file, Retention retention, InstantSource clock, LongSupplier nanoTime)
      throws SQLException {
    this.file = file;
    this.retention = retention;
    this.deletion =
        new DeletionTime(
            file.content()
                .belief()
                .orElseGet(() -> new Belief(clock.instant(), Duration.ZERO)),
            clock,
            nanoTime);
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
          RecoveringFile.open(file, clock, connection -> new Store(connection, file)),
          retention,
          clock,
          nanoTime);
    } catch (UnusableFileException e) {
      throw new HistoryException(String.valueOf(e.getMessage()), e);
    } catch (SQLException impossible) {
      throw new IllegalStateException("cannot use a file that was just opened", impossible);
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

  @Override
  public void append(List<SubjectReading> round) throws HistoryException {
    turn.lock();
    try {
      keep(round);
    } catch (SQLException e) {
      throw new HistoryException(
          "cannot keep telemetry in "
              + file.path()
              + ": "
              + e.getMessage()
              + "; see that there is room, or keep less",
          e);
    } finally {
      turn.unlock();
    }
  }

  private void keep(List<SubjectReading> round) throws SQLException {
    try {
      keepAndExpire(file.content().writer(), round);
    } catch (SQLException e) {
      if (!file.recover(e)) {
        throw e;
      }
      file.content().writer().append(round);
    }
  }

  /** On a full disk what is too old must go all the same: it makes room. */
  private void keepAndExpire(Writer writer, List<SubjectReading> round) throws SQLException {
    SQLException unexpired = null;
    try {
      writer.expire(retention, deletion);
    } catch (SQLException e) {
      unexpired = e;
    }
    try {
      writer.append(round);
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

  @Override
  public List<Series> query(HistoryQuery query) throws HistoryException {
    try {
      return file.content().query(query);
    } catch (SQLException e) {
      throw new HistoryException(
          "cannot read the telemetry in " + file.path() + ": " + e.getMessage(), e);
    }
  }

  /** For tests: more pages than these are a full disk. */
  void limitPages(int most) throws SQLException {
    file.content().writer().limitPages(most);
  }

  /** Returns once nobody writes. What was not sealed is read back from the journal by the next. */
  @Override
  public void close() {
    turn.lock();
    try {
      file.close();
    } finally {
      turn.unlock();
    }
  }
}
