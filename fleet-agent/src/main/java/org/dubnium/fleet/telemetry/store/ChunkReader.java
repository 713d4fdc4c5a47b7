package org.dubnium.fleet.telemetry.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import org.dubnium.fleet.sqlite.Session;
import org.dubnium.fleet.telemetry.store.codec.Buckets;
import org.dubnium.fleet.telemetry.store.codec.Chunk;
import org.dubnium.fleet.telemetry.store.codec.DamagedDataException;
import org.dubnium.fleet.telemetry.store.codec.Samples;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what lies in the tables of chunks, for one query. */
final class ChunkReader {

  private static final Logger LOG = LoggerFactory.getLogger(ChunkReader.class);

  private final Session session;
  private final IntPredicate wanted;

  /**
   * Over a session whose connection is in a transaction.
   *
   * @param wanted numbers of the metrics to unpack
   */
  ChunkReader(Session session, IntPredicate wanted) {
    this.session = session;
    this.wanted = wanted;
  }

  /** Readings of the chunks that overlap a time, and of the rest of these, as they came. */
  SortedMap<Integer, Samples> samples(int entity, Range range) throws SQLException {
    SortedMap<Integer, Samples> columns = new TreeMap<>();
    each(
        Tier.RAW.table(),
        Chunk.SAMPLES,
        entity,
        range,
        (metric, samples) ->
            columns.computeIfAbsent(metric, none -> new Samples()).addAll(samples));
    return columns;
  }

  /** Adds spans of the chunks that overlap a time, and of the rest of these chunks. */
  void buckets(
      String table, int entity, Range range, long width, SortedMap<Integer, Buckets> into)
      throws SQLException {
    each(
        table,
        Chunk.BUCKETS,
        entity,
        range,
        (metric, buckets) ->
            into.computeIfAbsent(metric, none -> new Buckets()).addAll(buckets, width));
  }

  private <C> void each(
      String table, Chunk<C> format, int entity, Range range, BiConsumer<Integer, C> use)
      throws SQLException {
    PreparedStatement select =
        session.prepare(
            "SELECT id, data FROM "
                + table
                + " WHERE entity = ? AND last >= ? AND first < ? ORDER BY id");
    select.setInt(1, entity);
    select.setLong(2, range.start());
    select.setLong(3, range.end());
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        try {
          format.decode(row.getBytes(2), wanted).forEach(use);
        } catch (DamagedDataException e) {
          LOG.warn("row {} of {}: {}; ignoring", row.getLong(1), table, e.getMessage());
        }
      }
    }
  }

  /** When the oldest chunk of an entity begins; {@link Long#MAX_VALUE} if it has none. */
  long earliest(String table, int entity) throws SQLException {
    PreparedStatement select =
        session.prepare("SELECT count(*), min(first) FROM " + table + " WHERE entity = ?");
    select.setInt(1, entity);
    try (ResultSet row = select.executeQuery()) {
      return row.getLong(1) > 0 ? row.getLong(2) : Long.MAX_VALUE;
    }
  }
}
