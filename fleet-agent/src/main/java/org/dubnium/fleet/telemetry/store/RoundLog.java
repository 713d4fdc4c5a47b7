package org.dubnium.fleet.telemetry.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.dubnium.fleet.telemetry.store.codec.DamagedDataException;
import org.dubnium.fleet.telemetry.store.codec.Deflate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rounds on disk, for as long as the open chunks come from them. */
final class RoundLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RoundLog.class);

  private final PreparedStatement insert;
  private final PreparedStatement delete;

  RoundLog(Connection connection) throws SQLException {
    insert = connection.prepareStatement("INSERT INTO journal (round, rows) VALUES (?, ?)");
    delete = connection.prepareStatement("DELETE FROM journal WHERE round < ?");
  }

  /** Reads all rounds back; returns the number of the next. */
  static long replay(Connection connection, OpenChunks into) throws SQLException {
    long next = 1;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT round, rows FROM journal ORDER BY round")) {
      while (row.next()) {
        long round = row.getLong(1);
        try {
          into.apply(round, Deflate.unpackQuickly(row.getBytes(2)));
        } catch (DamagedDataException e) {
          // What comes after it was written against it: chunks that begin later are whole again.
          into.clear();
          LOG.warn(
              "cannot read round {} of the telemetry's journal: {}; some minutes are lost, ignoring",
              round,
              e.getMessage());
        }
        next = round + 1;
      }
    }
    return next;
  }

  void add(long round, byte[] packed) throws SQLException {
    insert.setLong(1, round);
    insert.setBytes(2, Deflate.packQuickly(packed));
    insert.executeUpdate();
  }

  /** Drops the rounds before this one. */
  void dropBefore(long round) throws SQLException {
    delete.setLong(1, round);
    delete.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    delete.close();
  }
}
