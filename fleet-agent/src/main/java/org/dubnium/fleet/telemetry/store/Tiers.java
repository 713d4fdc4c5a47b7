package org.dubnium.fleet.telemetry.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dubnium.fleet.telemetry.store.codec.Buckets;
import org.dubnium.fleet.telemetry.store.codec.Chunk;
import org.dubnium.fleet.telemetry.store.codec.DamagedDataException;
import org.dubnium.fleet.telemetry.store.codec.Samples;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills the tiers, finer to coarser, and empties them of what is too old. For the writer. */
final class Tiers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Tiers.class);

  private final Map<Tier, ChunkTable> tables = new EnumMap<>(Tier.class);
  private final Map<PartTier, ChunkTable> parts = new EnumMap<>(PartTier.class);

  /** The tables of this connection. */
  Tiers(Connection connection) throws SQLException {
    for (Tier tier : Tier.values()) {
      tables.put(tier, new ChunkTable(connection, tier.table()));
    }
    for (PartTier tier : PartTier.values()) {
      parts.put(tier, new ChunkTable(connection, tier.table()));
    }
  }

  /** Makes an open chunk a row of the raw tier, and its minutes a part of the next. */
  void seal(OpenChunk chunk) throws SQLException {
    SortedMap<Integer, Samples> columns;
    try {
      columns = chunk.content().samples(every -> true);
    } catch (DamagedDataException e) {
      throw new IllegalStateException("cannot read what was read before", e);
    }
    long first = columns.values().stream().mapToLong(Samples::first).min().orElseThrow();
    long last = columns.values().stream().mapToLong(Samples::last).max().orElseThrow();
    table(Tier.RAW).add(chunk.entity(), first, last, Chunk.SAMPLES.encode(columns));
    SortedMap<Integer, Buckets> minutes = new TreeMap<>();
    columns.forEach(
        (metric, samples) -> {
          Buckets buckets = new Buckets();
          buckets.addAll(samples, Tier.MINUTE.width());
          minutes.put(metric, buckets.inOrder());
        });
    addPart(PartTier.MINUTE, chunk.entity(), minutes);
  }

  private void addPart(PartTier tier, int entity, SortedMap<Integer, Buckets> columns)
      throws SQLException {
    add(part(tier), entity, columns);
    ChunkTable.Extent extent = part(tier).extent(entity);
    if (tier.isEnough(extent.rows(), extent.first(), extent.last())) {
      merge(tier, entity);
    }
  }

  private static void add(ChunkTable table, int entity, SortedMap<Integer, Buckets> columns)
      throws SQLException {
    Collection<Buckets> all = columns.values();
    long first = all.stream().mapToLong(Buckets::first).min().orElseThrow();
    long last = all.stream().mapToLong(Buckets::last).max().orElseThrow();
    table.add(entity, first, last, Chunk.BUCKETS.encode(columns));
  }

  /** Makes the parts of an entity one row, and what they are in the next tier a part of that. */
  private void merge(PartTier tier, int entity) throws SQLException {
    SortedMap<Integer, Buckets> whole = new TreeMap<>();
    for (byte[] data : part(tier).of(entity)) {
      try {
        addAll(whole, Chunk.BUCKETS.decode(data, every -> true), tier.tier());
      } catch (DamagedDataException e) {
        LOG.warn("cannot read a part of the {} tier: {}; ignoring", tier, e.getMessage());
      }
    }
    part(tier).deleteOf(entity);
    if (whole.isEmpty()) {
      return;
    }
    whole.replaceAll((metric, buckets) -> buckets.inOrder());
    add(table(tier.tier()), entity, whole);
    if (tier == PartTier.MINUTE) {
      SortedMap<Integer, Buckets> hours = new TreeMap<>();
      addAll(hours, whole, Tier.HOUR);
      addPart(PartTier.HOUR, entity, hours);
    }
  }

  private static void addAll(
      SortedMap<Integer, Buckets> to, SortedMap<Integer, Buckets> from, Tier tier) {
    from.forEach(
        (metric, buckets) ->
            to.computeIfAbsent(metric, none -> new Buckets()).addAll(buckets, tier.width()));
  }

  /** Deletes what is too old, some of it if that is much. */
  void expire(Retention retention, Instant now) throws SQLException {
    long minutes = now.minus(retention.of(Tier.MINUTE)).toEpochMilli();
    // The hours of parts that never became enough are in no tier yet.
    for (int entity : part(PartTier.MINUTE).expired(minutes)) {
      merge(PartTier.MINUTE, entity);
    }
    for (Tier tier : Tier.values()) {
      table(tier).expire(now.minus(retention.of(tier)).toEpochMilli());
    }
    part(PartTier.HOUR).expire(now.minus(retention.of(Tier.HOUR)).toEpochMilli());
  }

  private ChunkTable table(Tier tier) {
    ChunkTable table = tables.get(tier);
    if (table == null) {
      throw new IllegalStateException("cannot find the table of " + tier);
    }
    return table;
  }

  private ChunkTable part(PartTier tier) {
    ChunkTable table = parts.get(tier);
    if (table == null) {
      throw new IllegalStateException("cannot find the table of parts of " + tier);
    }
    return table;
  }

  @Override
  public void close() throws SQLException {
    for (ChunkTable table : List.copyOf(tables.values())) {
      table.close();
    }
    for (ChunkTable table : List.copyOf(parts.values())) {
      table.close();
    }
  }
}
