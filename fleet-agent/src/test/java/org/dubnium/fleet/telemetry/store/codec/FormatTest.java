package org.dubnium.fleet.telemetry.store.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of version 2. What one release wrote the next one reads, and after a step back the one
 * before reads what this one wrote: so they are what they were, before they are compressed. What the
 * compressor makes of them may differ from one JDK to the next: of that it is asserted that it is read.
 * A format that shall be another is another version, with files of its own here.
 */
class FormatTest {

  private static final String FILE = "format-2.tsv";

  /** Values of a column that are looked at: enough for each way in which one can be written. */
  private static final int SHORT = 64;

  private static final long BEGIN = 1_800_000_000_000L;
  private static final Map<String, byte[]> WRITTEN = written();

  private static Map<String, byte[]> written() {
    Map<String, byte[]> written = new HashMap<>();
    try (InputStream in = Objects.requireNonNull(FormatTest.class.getResourceAsStream(FILE), FILE)) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        String[] cells = line.split("\t", -1);
        written.put(cells[0], Base64.getDecoder().decode(cells[1]));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return written;
  }

  private static byte[] bytes(Consumer<ByteSink> write) {
    ByteSink out = new ByteSink(0);
    write.accept(out);
    return out.toBytes();
  }

  static Stream<String> whole() {
    return Numbers.whole().keySet().stream();
  }

  static Stream<String> doubles() {
    return Numbers.doubles().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("whole")
  void wholeNumbers(String name) throws DamagedDataException {
    long[] all = Numbers.whole().getOrDefault(name, new long[0]);
    long[] column = Arrays.copyOf(all, Math.min(all.length, SHORT));
    byte[] old = asEver("whole " + name, bytes(out -> LongColumn.encode(column, column.length, out)));
    assertArrayEquals(column, LongColumn.decode(new ByteSource(old), column.length));
  }

  @ParameterizedTest
  @MethodSource("doubles")
  void values(String name) throws DamagedDataException {
    double[] all = Numbers.doubles().getOrDefault(name, new double[0]);
    double[] column = Arrays.copyOf(all, Math.min(all.length, SHORT));
    byte[] old =
        asEver("values " + name, bytes(out -> ValueColumn.encode(column, column.length, out)));
    assertArrayEquals(column, ValueColumn.decode(new ByteSource(old), column.length));
  }

  @ParameterizedTest
  @MethodSource("doubles")
  void spans(String name) throws DamagedDataException {
    double[] all = Numbers.doubles().getOrDefault(name, new double[0]);
    Samples samples = new Samples();
    for (int i = 0; i < Math.min(all.length, SHORT); i++) {
      samples.add(BEGIN + 10_000L * i, all[i]);
    }
    Buckets buckets = new Buckets();
    buckets.addAll(samples, 60_000);
    byte[] old = asEver("spans " + name, bytes(out -> BucketColumn.encode(buckets, out)));
    assertSame(buckets, BucketColumn.decode(buckets.times(), new ByteSource(old)));
  }

  /** But for what adding doubles makes of the last digits. */
  private static boolean isSame(double one, double other) {
    return Double.compare(one, other) == 0 || Math.abs(one - other) <= Math.abs(one) * 1e-12;
  }

  /** Rows with and without what was before, of the same and of other metrics. */
  @Test
  void rows() throws DamagedDataException {
    Random random = new Random(11);
    double[] some = {0, 1, 50, 51.5, 0.25, 1 / 3.0, -7.125, 1e300, 9e15};
    double[] row = new double[5];
    RowState known = new RowState();
    ByteSink all = new ByteSink(0);
    List<double[]> expected = new ArrayList<>();
    long time = BEGIN;
    for (int i = 0; i < 60; i++) {
      time += 10_000 + random.nextInt(3);
      row[random.nextInt(row.length)] = some[random.nextInt(some.length)];
      double[] listed = IntStream.of(list(i)).mapToDouble(metric -> row[metric]).toArray();
      ByteSink out = new ByteSink(0);
      RowState.encode(known, i % 20 == 0, time, list(i), listed, out);
      known = known.decode(new ByteSource(out.toBytes()));
      expected.add(listed);
      all.putAll(out);
    }
    ByteSource in = new ByteSource(asEver("rows", all.toBytes()));
    RowState read = new RowState();
    for (int i = 0; i < 60; i++) {
      read = read.decode(in);
      assertArrayEquals(list(i), IntStream.range(0, read.size()).map(read::metric).toArray());
      assertArrayEquals(expected.get(i), values(read));
    }
    assertEquals(time, read.time());
    assertEquals(0, in.remaining());
  }

  private static int[] list(int round) {
    return round % 9 == 0 ? new int[] {1, 2, 4} : new int[] {0, 1, 2, 3, 4};
  }

  private static double[] values(RowState state) {
    return IntStream.range(0, state.size()).mapToDouble(state::value).toArray();
  }

  @Test
  void chunks() throws DamagedDataException {
    SortedMap<Integer, Samples> readings = new TreeMap<>();
    SortedMap<Integer, Buckets> minutes = new TreeMap<>();
    for (int metric : List.of(0, 7, 63)) {
      Samples samples = new Samples();
      for (int i = 0; i < 40 - metric / 7; i++) {
        samples.add(BEGIN + 10_007L * i + i % 5, 40 + (i * 7 % 12 - metric) / 4.0);
      }
      Buckets buckets = new Buckets();
      buckets.addAll(samples, 60_000);
      readings.put(metric, samples);
      minutes.put(metric, buckets);
    }
    SortedMap<Integer, Samples> oldReadings =
        Chunk.SAMPLES.decode(written("chunk of readings"), all -> true);
    assertEquals(readings.keySet(), oldReadings.keySet());
    readings.forEach(
        (metric, samples) -> assertSame(samples, oldReadings.getOrDefault(metric, new Samples())));
    SortedMap<Integer, Buckets> oldMinutes =
        Chunk.BUCKETS.decode(written("chunk of spans"), all -> true);
    assertEquals(minutes.keySet(), oldMinutes.keySet());
    minutes.forEach(
        (metric, buckets) -> assertSame(buckets, oldMinutes.getOrDefault(metric, new Buckets())));
  }

  private static void assertSame(Samples expected, Samples old) {
    assertArrayEquals(expected.times(), old.times());
    assertArrayEquals(
        Arrays.copyOf(expected.values(), expected.size()),
        Arrays.copyOf(old.values(), old.size()));
  }

  private static void assertSame(Buckets expected, Buckets old) {
    assertArrayEquals(expected.times(), old.times());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.count(i), old.count(i));
      assertEquals(expected.min(i), old.min(i));
      assertEquals(expected.max(i), old.max(i));
      assertTrue(isSame(expected.sum(i), old.sum(i)));
    }
  }

  /** A round of the journal, as a kill may leave it to the next release. */
  @Test
  void rounds() throws DamagedDataException {
    byte[] plain = "round ".repeat(100).getBytes(StandardCharsets.US_ASCII);
    assertArrayEquals(plain, Deflate.unpackQuickly(written("round")));
  }

  private static byte[] written(String name) {
    return Objects.requireNonNull(WRITTEN.get(name), name);
  }

  /** What was written once, which is what is written now. */
  private static byte[] asEver(String name, byte[] now) {
    byte[] old = Objects.requireNonNullElse(WRITTEN.get(name), new byte[0]);
    Base64.Encoder text = Base64.getEncoder();
    assertEquals(text.encodeToString(old), text.encodeToString(now), name);
    return old;
  }
}
