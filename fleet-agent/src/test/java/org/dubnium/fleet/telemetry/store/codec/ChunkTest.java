package org.dubnium.fleet.telemetry.store.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChunkTest {

  private static final long BEGIN = 1_800_000_000_000L;

  /** As sources do it: not quite every ten seconds, metric 7 now and then, metric 9 in between. */
  private static SortedMap<Integer, Samples> readings(long seed) {
    Random random = new Random(seed);
    SortedMap<Integer, Samples> columns = new TreeMap<>();
    for (int metric : new int[] {0, 3, 7, 9, 63}) {
      columns.put(metric, new Samples());
    }
    long time = BEGIN;
    for (int i = 0; i < 120; i++) {
      time += 10_000 + random.nextInt(100) - 50;
      for (int metric : new int[] {0, 3, 63}) {
        columns.getOrDefault(metric, new Samples()).add(time, metric + random.nextInt(5));
      }
      if (random.nextInt(3) == 0) {
        columns.getOrDefault(7, new Samples()).add(time, random.nextDouble());
      }
      columns.getOrDefault(9, new Samples()).add(time + 4_000, -i / 10.0);
    }
    return columns;
  }

  private static SortedMap<Integer, Buckets> minutes(SortedMap<Integer, Samples> readings) {
    SortedMap<Integer, Buckets> columns = new TreeMap<>();
    readings.forEach(
        (metric, samples) -> {
          Buckets buckets = new Buckets();
          buckets.addAll(samples, 60_000);
          columns.put(metric, buckets);
        });
    return columns;
  }

  @Test
  void readingsComeBack() throws DamagedDataException {
    SortedMap<Integer, Samples> readings = readings(1);
    SortedMap<Integer, Samples> back =
        Chunk.SAMPLES.decode(Chunk.SAMPLES.encode(readings), every -> true);
    assertEquals(readings.keySet(), back.keySet());
    readings.forEach((metric, samples) -> assertSame(samples, back.getOrDefault(metric, new Samples())));
  }

  private static void assertSame(Samples expected, Samples actual) {
    assertArrayEquals(expected.times(), actual.times());
    assertArrayEquals(
        Arrays.copyOf(expected.values(), expected.size()),
        Arrays.copyOf(actual.values(), actual.size()));
  }

  @Test
  void minutesComeBack() throws DamagedDataException {
    SortedMap<Integer, Buckets> minutes = minutes(readings(2));
    SortedMap<Integer, Buckets> back =
        Chunk.BUCKETS.decode(Chunk.BUCKETS.encode(minutes), every -> true);
    assertEquals(minutes.keySet(), back.keySet());
    minutes.forEach((metric, buckets) -> assertSame(buckets, back.getOrDefault(metric, new Buckets())));
  }

  private static void assertSame(Buckets expected, Buckets actual) {
    assertArrayEquals(expected.times(), actual.times());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.count(i), actual.count(i));
      assertEquals(expected.min(i), actual.min(i));
      assertEquals(expected.max(i), actual.max(i));
      assertEquals(expected.average(i), actual.average(i), 1e-9);
    }
  }

  @Test
  void whatIsNotWantedIsPassedOver() throws DamagedDataException {
    SortedMap<Integer, Samples> readings = readings(3);
    SortedMap<Integer, Samples> back =
        Chunk.SAMPLES.decode(Chunk.SAMPLES.encode(readings), metric -> metric == 7 || metric == 8);
    assertEquals(Set.of(7), back.keySet());
    assertSame(readings.getOrDefault(7, new Samples()), back.getOrDefault(7, new Samples()));
  }

  @Test
  void metricsThatAreReadTogetherShareTheirTimes() {
    SortedMap<Integer, Samples> one = readings(4);
    SortedMap<Integer, Samples> two = new TreeMap<>(one);
    two.put(64, one.getOrDefault(63, new Samples()));
    int column = Chunk.SAMPLES.encode(two).length - Chunk.SAMPLES.encode(one).length;
    assertTrue(column < 80, () -> "another column takes " + column);
  }

  @Test
  void eachMetricGetsItsOwnTimesBack() throws DamagedDataException {
    SortedMap<Integer, Samples> readings = new TreeMap<>();
    for (int metric : new int[] {1, 2, 3, 4}) {
      Samples samples = new Samples();
      samples.add(BEGIN + (metric + 1) / 2, metric);
      readings.put(metric, samples);
    }
    SortedMap<Integer, Samples> back =
        Chunk.SAMPLES.decode(Chunk.SAMPLES.encode(readings), every -> true);
    readings.forEach(
        (metric, samples) -> assertSame(samples, back.getOrDefault(metric, new Samples())));
  }

  @Test
  void nothingComesBackAsNothing() throws DamagedDataException {
    assertEquals(
        new TreeMap<>(), Chunk.SAMPLES.decode(Chunk.SAMPLES.encode(new TreeMap<>()), every -> true));
  }

  /** Whatever bytes there are: they are values, or are refused. */
  @Test
  void damageIsRefusedOrHarmless() {
    Random random = new Random(5);
    byte[] raw = Chunk.SAMPLES.encode(readings(5));
    byte[] minutes = Chunk.BUCKETS.encode(minutes(readings(5)));
    for (int round = 0; round < 3_000; round++) {
      decode(Chunk.SAMPLES, damaged(raw, random));
      decode(Chunk.BUCKETS, damaged(minutes, random));
    }
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
    }
    return damaged;
  }

  private static void decode(Chunk<?> format, byte[] bytes) {
    try {
      format.decode(bytes, every -> true).values().forEach(column -> assertTrue(column != null));
    } catch (DamagedDataException refused) {
      assertTrue(String.valueOf(refused.getMessage()).startsWith("cannot "));
    }
  }

  @Test
  void anUnknownVersionIsRefused() {
    assertThrows(
        DamagedDataException.class, () -> Chunk.SAMPLES.decode(new byte[] {99}, every -> true));
    assertThrows(
        DamagedDataException.class,
        () -> Chunk.SAMPLES.decode(new byte[] {1, 0, 0}, every -> true),
        "nor is the first one read any more");
  }

  /** As a chunk of readings begins: its version, and what it claims. */
  private static byte[] claiming(int... bytes) {
    ByteSink out = new ByteSink(0);
    out.put(2);
    for (int one : bytes) {
      out.putVarint(one);
    }
    return out.toBytes();
  }

  private static void assertRefused(byte[] bytes) {
    DamagedDataException refused =
        assertThrows(
            DamagedDataException.class, () -> Chunk.SAMPLES.decode(bytes, every -> true));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("cannot "), refused.getMessage());
  }

  /** More than there is of anything must not ask for all memory first. */
  @Test
  void aChunkThatClaimsTooMuchIsRefused() {
    int much = 1 << 18;
    assertRefused(claiming(much + 1));
    assertRefused(claiming(Integer.MAX_VALUE));
    assertRefused(claiming(much));
    assertRefused(claiming(1, much + 1, 0));
    assertRefused(claiming(1, 0, much));
    assertRefused(claiming(0, much + 1));
    assertRefused(claiming(0, 1, 5, 0, 0));
    assertRefused(claiming(0, 1));
  }

  /** An empty list of times, and a directory of one column of it. */
  private static byte[] directory(int list, int length) {
    ByteSink nothing = Deflate.pack(new ByteSink(0));
    ByteSink out = new ByteSink(0);
    out.putBytes(claiming(1, 0, nothing.size()), 0, 4);
    out.putAll(nothing);
    for (int one : new int[] {1, 5, list, length}) {
      out.putVarint(one);
    }
    ByteSink column = new ByteSink(0);
    column.put(0);
    out.putAll(Deflate.pack(column));
    return out.toBytes();
  }

  @Test
  void aDirectoryThatClaimsTooMuchIsRefused() throws DamagedDataException {
    ByteSink column = new ByteSink(0);
    column.put(0);
    int length = Deflate.pack(column).size();
    assertEquals(
        Set.of(5), Chunk.SAMPLES.decode(directory(0, length), every -> true).keySet());
    assertRefused(directory(1, length));
    assertRefused(directory(0, length + 1));
    assertRefused(directory(0, length - 1));
    assertRefused(directory(0, 0));
  }

  /** Those of one metric cost no other. */
  @Test
  void aColumnThatIsDamagedIsNotLookedAtUnlessItIsWanted() throws DamagedDataException {
    SortedMap<Integer, Samples> readings = readings(6);
    byte[] bytes = Chunk.SAMPLES.encode(readings);
    // The last column is that of metric 63. A block of a kind that there is not: RFC 1951, 3.2.3.
    ByteSink plain = new ByteSink(0);
    Samples last = readings.getOrDefault(63, new Samples());
    ValueColumn.encode(last.values(), last.size(), plain);
    int packed = Deflate.pack(plain).size();
    bytes[bytes.length - packed] = 0b111;
    assertRefused(bytes);
    assertEquals(
        Set.of(0, 3, 7, 9), Chunk.SAMPLES.decode(bytes, metric -> metric < 63).keySet());
  }

  @Test
  void aSubjectMayHaveManyMetrics() throws DamagedDataException {
    SortedMap<Integer, Samples> readings = new TreeMap<>();
    for (int metric = 0; metric < 200; metric++) {
      Samples samples = new Samples();
      samples.add(BEGIN, metric / 3.0);
      readings.put(metric * 1_000, samples);
    }
    SortedMap<Integer, Samples> back =
        Chunk.SAMPLES.decode(Chunk.SAMPLES.encode(readings), every -> true);
    assertEquals(readings.keySet(), back.keySet());
    readings.forEach(
        (metric, samples) -> assertSame(samples, back.getOrDefault(metric, new Samples())));
  }
}
