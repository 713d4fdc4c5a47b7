package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dubnium.fleet.telemetry.store.codec.Buckets;
import org.dubnium.fleet.telemetry.store.codec.Chunk;
import org.dubnium.fleet.telemetry.store.codec.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table of chunks, as the writer and as a query see it. */
class ChunkTableTest {

  private final Memory memory = new Memory();
  private ChunkTable table;

  ChunkTableTest() throws SQLException {}

  @BeforeEach
  void prepare() throws SQLException {
    table = new ChunkTable(memory.connection(), "raw");
  }

  @AfterEach
  void close() throws SQLException {
    table.close();
    assertEquals(0, memory.open(), "statements that nobody closes pile up in the driver");
    memory.close();
  }

  private static byte[] data(int... times) {
    Samples samples = new Samples();
    for (int time : times) {
      samples.add(time, time / 2.0);
    }
    return Chunk.SAMPLES.encode(new TreeMap<>(Map.of(5, samples)));
  }

  private long rows() throws SQLException {
    return memory.number("SELECT count(*) FROM raw");
  }

  @Test
  void anEntityIsAsLongAsItsChunks() throws SQLException {
    assertEquals(0, table.extent(1).rows());
    table.add(1, 200, 300, data(200, 300));
    table.add(1, 100, 250, data(100, 250));
    table.add(2, 0, 900, data(0));
    assertEquals(new ChunkTable.Extent(2, 100, 300), table.extent(1));
  }

  @Test
  void chunksComeByTheirEndsThenByTheirBeginnings() throws SQLException {
    table.add(1, 150, 300, new byte[] {3});
    table.add(1, 100, 300, new byte[] {2});
    table.add(1, 200, 250, new byte[] {1});
    table.add(2, 0, 1, new byte[] {9});
    assertEquals(List.of(1, 2, 3), table.of(1).stream().map(bytes -> (int) bytes[0]).toList());
    table.deleteOf(1);
    assertEquals(List.of(), table.of(1));
    assertEquals(1, table.of(2).size());
  }

  @Test
  void whatEndsBeforeATimeGoes() throws SQLException {
    table.add(1, 10, 100, data(10));
    table.add(1, 10, 99, data(10));
    table.add(2, 10, 98, data(10));
    table.add(2, 10, 97, data(10));
    assertEquals(List.of(1, 2), table.expired(100).stream().sorted().toList());
    assertEquals(List.of(2), table.expired(99));
    table.expire(100);
    assertEquals(1, rows());
    assertEquals(100, memory.number("SELECT max(last) FROM raw"));
  }

  /** A file that was idle for a year must not hold up a round. */
  @Test
  void notTooMuchGoesAtOnceAndTheOldestFirst() throws SQLException {
    memory.run("BEGIN");
    for (int i = 0; i < 1_500; i++) {
      table.add(i, 0, 1_500 - i, new byte[] {1});
    }
    memory.run("COMMIT");
    assertEquals(1_000, table.expired(2_000).size());
    table.expire(2_000);
    assertEquals(500, rows());
    assertEquals(1_001, memory.number("SELECT min(last) FROM raw"));
    table.expire(2_000);
    assertEquals(0, rows());
  }

  @Test
  void aQueryReadsTheChunksThatOverlapItsTime() throws SQLException {
    table.add(1, 100, 200, data(100, 200));
    table.add(1, 300, 400, data(300, 400));
    table.add(2, 150, 150, data(150));
    ChunkReader reader = new ChunkReader(memory.session(), metric -> metric == 5);
    assertEquals(2, reader.samples(1, new Range(200, 300)).getOrDefault(5, new Samples()).size());
    assertEquals(4, reader.samples(1, new Range(200, 301)).getOrDefault(5, new Samples()).size());
    assertTrue(reader.samples(1, new Range(201, 300)).isEmpty());
    assertTrue(reader.samples(1, new Range(0, 100)).isEmpty());
    assertTrue(reader.samples(3, new Range(0, 900)).isEmpty());
    assertEquals(100, reader.earliest("raw", 1));
    assertEquals(Long.MAX_VALUE, reader.earliest("raw", 3));
    assertEquals(Long.MAX_VALUE, reader.earliest("minute", 1));
    assertEquals(6, memory.open(), "those of the table");
  }

  @Test
  void metricsThatNobodyAsksAboutAreNotUnpacked() throws SQLException {
    table.add(1, 100, 200, data(100, 200));
    ChunkReader reader = new ChunkReader(memory.session(), metric -> metric == 6);
    assertTrue(reader.samples(1, new Range(0, 900)).isEmpty());
  }

  /** Parts of one span, in several chunks, are one. */
  @Test
  void spansOfSeveralChunksAreAddedUp() throws SQLException {
    ChunkTable minutes = new ChunkTable(memory.connection(), "minute");
    for (int value : new int[] {3, 5}) {
      Buckets buckets = new Buckets();
      buckets.add(60_000, 1, value, value, value);
      minutes.add(
          1, 60_000, 60_000, Chunk.BUCKETS.encode(new TreeMap<>(Map.of(5, buckets))));
    }
    minutes.close();
    TreeMap<Integer, Buckets> read = new TreeMap<>();
    ChunkReader reader = new ChunkReader(memory.session(), every -> true);
    reader.buckets("minute", 1, new Range(0, 90_000), 3_600_000, read);
    Buckets hour = read.getOrDefault(5, new Buckets());
    assertEquals(1, hour.size());
    assertEquals(0, hour.time(0));
    assertEquals(2, hour.count(0));
    assertEquals(4, hour.average(0));
  }
}
