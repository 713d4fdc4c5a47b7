package org.dubnium.fleet.telemetry.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.telemetry.History;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.dubnium.fleet.telemetry.Series;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The past in a SQLite file of this host. A file that is damaged is set aside, at start or when a
 * round meets the damage, and a new one is begun. Times are kept in whole milliseconds; of values,
 * those that are finite numbers.
 */
public final class SqliteHistory implements History {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteHistory.class);

  private final DatabaseFile file;
  private final Retention retention;
  private final InstantSource clock;

  /** Writers take turns, and with who closes. */
  private final ReentrantLock turn = new ReentrantLock();

  private volatile Store store;
  private boolean closed;

  /** The store is closed, and no other could be opened yet in its place. */
  private boolean gone;

  private SqliteHistory(
      DatabaseFile file, Retention retention, InstantSource clock, Store store) {
    this.file = file;
    this.retention = retention;
    this.clock = clock;
    this.store = store;
  }

  /**
   * Opens a file, or makes it; its directory must be there.
   *
   * @throws HistoryException if it cannot be opened and is not just damaged, or is of a newer
   *     program; it is left alone then
   */
  public static SqliteHistory open(Path path, Retention retention, InstantSource clock)
      throws HistoryException {
    DatabaseFile file = new DatabaseFile(path);
    try {
      return new SqliteHistory(file, retention, clock, open(file, clock.instant()));
    } catch (SQLException | IOException e) {
      throw new HistoryException(
          "cannot open the telemetry in " + path + ": " + e.getMessage(), e);
    }
  }

  private static Store open(DatabaseFile file, Instant now)
      throws SQLException, IOException, HistoryException {
    Optional<String> damage;
    try {
      damage = file.isThere() ? damage(file) : Optional.empty();
      if (damage.isEmpty()) {
        return Store.open(file);
      }
    } catch (SQLException e) {
      if (!DatabaseFile.isDamage(e)) {
        throw e;
      }
      damage = Optional.of(String.valueOf(e.getMessage()));
    }
    return beginAnew(file, now, damage.get());
  }

  private static Optional<String> damage(DatabaseFile file)
      throws SQLException, IOException, HistoryException {
    int version = file.version();
    if (Migrations.TELEMETRY.isNewer(version)) {
      String reason =
          "it has version " + version + ", and this program knows " + Migrations.TELEMETRY.latest();
      throw new HistoryException(
          "cannot use the telemetry in "
              + file.path()
              + ": "
              + reason
              + "; upgrade the program, or move the file away",
          new SQLException(reason));
    }
    return file.damage();
  }

  private static Store beginAnew(DatabaseFile file, Instant now, String damage)
      throws SQLException, IOException {
    Path aside = file.setAside(now);
    LOG.warn(
        "telemetry in {} is damaged ({}); it is kept as {}, and a new file is begun",
        file.path(),
        damage,
        aside);
    return Store.open(file);
  }

  @Override
  public void append(List<NodeReading> round) throws HistoryException {
    turn.lock();
    try {
      if (closed) {
        throw cannotKeep(new SQLException("it is closed"));
      }
      keep(round);
    } catch (SQLException | IOException e) {
      throw cannotKeep(e);
    } finally {
      turn.unlock();
    }
  }

  private void keep(List<NodeReading> round)
      throws SQLException, IOException, HistoryException {
    if (gone) {
      store = open(file, clock.instant());
      gone = false;
    }
    try {
      keepAndExpire(round);
    } catch (SQLException e) {
      if (!DatabaseFile.isDamage(e)) {
        throw e;
      }
      gone = true;
      close(store);
      store = beginAnew(file, clock.instant(), String.valueOf(e.getMessage()));
      gone = false;
      store.writer().append(round);
    }
  }

  /** On a full disk what is too old must go all the same: it makes room. */
  private void keepAndExpire(List<NodeReading> round) throws SQLException {
    SQLException unexpired = null;
    try {
      store.writer().expire(retention, clock.instant());
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
      if (DatabaseFile.isDamage(unexpired)) {
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
