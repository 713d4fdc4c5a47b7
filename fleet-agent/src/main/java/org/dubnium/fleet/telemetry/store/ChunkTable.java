package org.dubnium.fleet.telemetry.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One of the tables of packed chunks, for the writer. */
final class ChunkTable implements AutoCloseable {

  /** At once; with a long-idle file the rest goes in the rounds after. */
  private static final int MOST_EXPIRED = 1_000;

  /** How much there is of an entity. */
  record Extent(int rows, long first, long last) {}

  private final PreparedStatement insert;
  private final PreparedStatement extent;
  private final PreparedStatement select;
  private final PreparedStatement delete;
  private final PreparedStatement expire;
  private final PreparedStatement expired;

  ChunkTable(Connection connection, String table) throws SQLException {
    insert =
        connection.prepareStatement(
            "INSERT INTO " + table + " (entity, first, last, data) VALUES (?, ?, ?, ?)");
    extent =
        connection.prepareStatement(
            "SELECT count(*), min(first), max(last) FROM " + table + " WHERE entity = ?");
    select =
        connection.prepareStatement(
            "SELECT data FROM " + table + " WHERE entity = ? ORDER BY last, first");
    delete = connection.prepareStatement("DELETE FROM " + table + " WHERE entity = ?");
    expire =
        connection.prepareStatement(
            "DELETE FROM %1$s WHERE id IN (SELECT id FROM %1$s WHERE last < ? ORDER BY last LIMIT %2$d)"
                .formatted(table, MOST_EXPIRED));
    expired =
        connection.prepareStatement(
            "SELECT DISTINCT entity FROM " + table + " WHERE last < ? LIMIT " + MOST_EXPIRED);
  }

  void add(int entity, long first, long last, byte[] data) throws SQLException {
    insert.setInt(1, entity);
    insert.setLong(2, first);
    insert.setLong(3, last);
    insert.setBytes(4, data);
    insert.executeUpdate();
  }

  Extent extent(int entity) throws SQLException {
    extent.setInt(1, entity);
    try (ResultSet row = extent.executeQuery()) {
      return new Extent(row.getInt(1), row.getLong(2), row.getLong(3));
    }
  }

  List<byte[]> of(int entity) throws SQLException {
    select.setInt(1, entity);
    List<byte[]> chunks = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        chunks.add(row.getBytes(1));
      }
    }
    return chunks;
  }

  void deleteOf(int entity) throws SQLException {
    delete.setInt(1, entity);
    delete.executeUpdate();
  }

  /** Deletes chunks, not too many at once, that end before a time. */
  void expire(long before) throws SQLException {
    expire.setLong(1, before);
    expire.executeUpdate();
  }

  /** Entities, not too many at once, with a chunk that ends before a time. */
  List<Integer> expired(long before) throws SQLException {
    expired.setLong(1, before);
    List<Integer> entities = new ArrayList<>();
    try (ResultSet row = expired.executeQuery()) {
      while (row.next()) {
        entities.add(row.getInt(1));
      }
    }
    return entities;
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement :
        List.of(insert, extent, select, delete, expire, expired)) {
      statement.close();
    }
  }
}
