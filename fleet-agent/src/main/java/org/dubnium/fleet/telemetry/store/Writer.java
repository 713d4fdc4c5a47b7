package org.dubnium.fleet.telemetry.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.sqlite.Transaction;
import org.dubnium.fleet.telemetry.store.codec.DamagedDataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps rounds, one transaction each. What is in memory changes when the transaction has been
 * committed, and under the same lock, so that who takes that lock sees both or neither. One thread
 * at a time may write.
 */
final class Writer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  /** Rounds from one checkpoint to the next: the log grows by a megabyte or so with each. */
  private static final int CHECKPOINT_ROUNDS = 16;

  /** An hour, at a round every ten seconds: names are small, and all of them are looked at. */
  static final int FORGET_EXPIRIES = 360;

  private final Connection connection;
  private final MetricNumbers numbers;
  private final Entities entities;
  private final OpenChunks open;
  private final ReentrantLock view;
  private RoundLog journal;
  private Tiers tiers;
  private boolean failed;
  private long next;
  private int expiries;

  /**
   * Goes on where the file ends.
   *
   * @param view held while what can be seen changes
   */
  Writer(
      Connection connection,
      MetricNumbers numbers,
      Entities entities,
      OpenChunks open,
      ReentrantLock view)
      throws SQLException {
    this.connection = connection;
    this.numbers = numbers;
    this.entities = entities;
    this.open = open;
    this.view = view;
    this.next = RoundLog.replay(connection, open);
    this.journal = new RoundLog(connection);
    this.tiers = new Tiers(connection);
  }

  /** Keeps a round, or nothing of it. */
  void append(List<SubjectReading> round) throws SQLException {
    if (round.isEmpty()) {
      return;
    }
    begin();
    try {
      write(round);
    } catch (SQLException | RuntimeException e) {
      rollback(e);
      throw e;
    }
    if (next % CHECKPOINT_ROUNDS == 0) {
      checkpoint();
    }
  }

  /** After a failure statements do not work any more: the driver has closed them. */
  private void begin() throws SQLException {
    if (failed) {
      journal.close();
      tiers.close();
      journal = new RoundLog(connection);
      tiers = new Tiers(connection);
      failed = false;
    }
    Transaction.begin(connection);
  }

  private void rollback(Exception cause) {
    failed = true;
    Transaction.rollback(connection, cause);
    entities.takeBack();
  }

  private void write(List<SubjectReading> readings) throws SQLException {
    long latest = readings.stream().mapToLong(each -> each.at().toEpochMilli()).max().orElseThrow();
    List<OpenChunk> due = open.due(next, latest);
    RoundEncoder encoder = new RoundEncoder(open, due, numbers);
    for (SubjectReading reading : readings) {
      int entity = entities.number(connection, reading.subject());
      encoder.add(entity, reading.at().toEpochMilli(), reading.values());
    }
    for (OpenChunk chunk : due) {
      tiers.seal(chunk);
    }
    byte[] packed = encoder.toBytes();
    journal.add(next, packed);
    journal.dropBefore(open.needed(due, next));
    view.lock();
    try {
      Transaction.commit(connection);
      open.apply(next, packed);
    } catch (DamagedDataException e) {
      throw new IllegalStateException("cannot read what was just written", e);
    } finally {
      view.unlock();
    }
    entities.settle();
    next++;
  }

  /** Deletes what is too old, and from time to time the names of which nothing is left. */
  void expire(Retention retention, DeletionTime time) throws SQLException {
    begin();
    try {
      tiers.expire(retention, time.now());
      note(time.belief());
      expiries++;
      List<Subject> unused =
          expiries % FORGET_EXPIRIES == 0
              ? entities.deleteUnused(connection, entity -> open.find(entity) != null)
              : List.of();
      view.lock();
      try {
        Transaction.commit(connection);
        entities.forget(unused);
      } finally {
        view.unlock();
      }
    } catch (SQLException | RuntimeException e) {
      rollback(e);
      throw e;
    }
  }

  private void note(DeletionTime.Belief belief) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO clock (id, believed, doubted) VALUES (1, ?, ?)")) {
      insert.setLong(1, belief.believed().toEpochMilli());
      insert.setLong(2, belief.doubted().toMillis());
      insert.executeUpdate();
    }
  }

  /** Brings the log into the file as far as nobody reads it; the rest comes with the next one. */
  private void checkpoint() {
    try {
      Transaction.execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
    } catch (SQLException e) {
      LOG.warn("cannot bring the telemetry's log into its file: {}; ignoring", e.getMessage());
    }
  }

  /** For tests: more pages than these are a full disk. */
  void limitPages(int most) throws SQLException {
    Transaction.execute(connection, "PRAGMA max_page_count = " + most);
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      journal.close();
      tiers.close();
    }
  }
}
