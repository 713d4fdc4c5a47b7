package org.dubnium.fleet.telemetry.store.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowStateTest {

  private static final double[] SOME =
      Numbers.doubles().values().stream().flatMapToDouble(DoubleStream::of).toArray();

  /** Of a node some, of a GPU twenty; and more than any set of bits in a number has. */
  @ParameterizedTest
  @CsvSource({"1, 36", "2, 36", "3, 36", "4, 1", "5, 64", "6, 200"})
  void anyRowsComeBack(long seed, int metrics) throws DamagedDataException {
    Random random = new Random(seed);
    RowState written = new RowState();
    RowState read = new RowState();
    double[] row = new double[metrics];
    long time = 1_800_000_000_000L;
    for (int i = 0; i < 5_000; i++) {
      time += random.nextInt(100) == 0 ? random.nextInt() : 10_000 + random.nextInt(50);
      int[] list =
          random.nextInt(5) == 0
              ? IntStream.range(0, metrics).filter(any -> random.nextBoolean()).toArray()
              : numbers(metrics);
      for (int metric = 0; metric < metrics; metric++) {
        if (random.nextBoolean()) {
          row[metric] = SOME[random.nextInt(SOME.length)];
        }
      }
      double[] values = Arrays.stream(list).mapToDouble(metric -> row[metric]).toArray();
      byte[] bytes = encode(written, random.nextInt(50) == 0, time, list, values);
      written = written.decode(new ByteSource(bytes));
      ByteSource in = new ByteSource(bytes);
      read = read.decode(in);
      assertEquals(0, in.remaining());
      assertRow(time, list, values, read);
    }
  }

  private static int[] numbers(int count) {
    return IntStream.range(0, count).toArray();
  }

  private static byte[] encode(
      RowState before, boolean alone, long time, int[] list, double... row) {
    ByteSink out = new ByteSink(0);
    RowState.encode(before, alone, time, list, row, out);
    return out.toBytes();
  }

  private static RowState decode(RowState before, byte[] bytes) throws DamagedDataException {
    return before.decode(new ByteSource(bytes));
  }

  private static void assertRow(long time, int[] list, double[] row, RowState read) {
    assertEquals(time, read.time());
    assertEquals(list.length, read.size());
    for (int i = 0; i < list.length; i++) {
      assertEquals(list[i], read.metric(i));
      assertEquals(
          Double.doubleToRawLongBits(row[i]), Double.doubleToRawLongBits(read.value(i)));
    }
  }

  @Test
  void writingARowDoesNotChangeWhatIsKnown() throws DamagedDataException {
    RowState state = new RowState();
    byte[] first = encode(state, false, 1_000, numbers(2), 1, 2);
    assertArrayEquals(first, encode(state, false, 1_000, numbers(2), 1, 2));
    state = decode(state, first);
    byte[] next = encode(state, false, 2_000, new int[] {1, 9}, 2.5, 3);
    assertArrayEquals(next, encode(state, false, 2_000, new int[] {1, 9}, 2.5, 3));
    assertRow(1_000, numbers(2), new double[] {1, 2}, state);
  }

  @Test
  void aRowLikeTheOneBeforeTakesAByteAndABitForEachMetric() throws DamagedDataException {
    RowState state = new RowState();
    double[] row = DoubleStream.iterate(1, value -> value + 1).limit(20).toArray();
    byte[] bytes = {};
    for (int i = 0; i < 3; i++) {
      bytes = encode(state, false, 1_000_000 + 10_000L * i, numbers(20), row);
      state = decode(state, bytes);
    }
    assertEquals(1 + 3, bytes.length);
  }

  @Test
  void aRowThatStandsAloneCanBeReadByAnyone() throws DamagedDataException {
    RowState known =
        decode(new RowState(), encode(new RowState(), false, 5_000, numbers(3), 1, 2, 3));
    byte[] alone = encode(known, true, 6_000, new int[] {0, 2}, 4, 6);
    assertRow(6_000, new int[] {0, 2}, new double[] {4, 6}, decode(new RowState(), alone));
    assertRow(6_000, new int[] {0, 2}, new double[] {4, 6}, decode(known, alone));
  }

  /** What is in both lists is still the difference to what it was. */
  @Test
  void anotherListKeepsWhatBothHave() throws DamagedDataException {
    RowState state =
        decode(new RowState(), encode(new RowState(), false, 1_000, new int[] {3, 5}, 1e6, 2e6));
    byte[] bytes = encode(state, false, 2_000, new int[] {5, 70_000}, 2e6, 7);
    RowState next = decode(state, bytes);
    assertRow(2_000, new int[] {5, 70_000}, new double[] {2e6, 7}, next);
    assertTrue(
        bytes.length < encode(state, true, 2_000, new int[] {5, 70_000}, 2e6, 7).length,
        "the value that both have is not written again");
    byte[] back = encode(next, false, 3_000, new int[] {3, 5}, 1e6, 2e6);
    assertRow(3_000, new int[] {3, 5}, new double[] {1e6, 2e6}, decode(next, back));
  }

  /** A row of that list and of nothing but zeros. */
  private static ByteSource listed(long... steps) {
    ByteSink out = new ByteSink(0);
    out.putVarint(2);
    out.putVarint(steps.length);
    for (long step : steps) {
      out.putVarint(step);
    }
    out.putBytes(new byte[steps.length], 0, steps.length);
    return new ByteSource(out.toBytes());
  }

  @Test
  void aListThatNamesAMetricTwiceIsRefused() throws DamagedDataException {
    DamagedDataException refused =
        assertThrows(DamagedDataException.class, () -> new RowState().decode(listed(3, 0)));
    assertEquals("cannot read a list that names a metric twice", refused.getMessage());
    assertEquals(0, new RowState().decode(listed(0, 1)).metric(0), "the first may be 0");
  }

  @Test
  void aListOfMoreThanCanBeIsRefused() throws DamagedDataException {
    long[] most = new long[RowState.MOST_METRICS];
    Arrays.fill(most, 1);
    assertEquals(RowState.MOST_METRICS, new RowState().decode(listed(most)).size());
    long[] more = Arrays.copyOf(most, most.length + 1);
    more[most.length] = 1;
    assertThrows(DamagedDataException.class, () -> new RowState().decode(listed(more)));
  }

  @Test
  void aNumberThatIsNoMetricsIsRefused() throws DamagedDataException {
    int most = Integer.MAX_VALUE;
    assertEquals(most, new RowState().decode(listed(1, most - 1)).metric(1));
    assertThrows(DamagedDataException.class, () -> new RowState().decode(listed(1, most)));
    assertThrows(DamagedDataException.class, () -> new RowState().decode(listed(-1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 14, 16, 1_000})
  void aValueOfSoManyPlacesIsRefused(int places) {
    ByteSink out = new ByteSink(0);
    out.putVarint(2);
    out.putVarint(1);
    out.putVarint(5);
    out.put(1);
    out.putVarint(places << 1 | 1);
    out.putLong(0);
    DamagedDataException refused =
        assertThrows(
            DamagedDataException.class,
            () -> new RowState().decode(new ByteSource(out.toBytes())));
    assertEquals(
        "cannot read values of " + places + " decimal places", refused.getMessage());
  }

  @Test
  void aRowThatIsCutOffIsRefused() {
    byte[] bytes =
        encode(new RowState(), false, 1_800_000_000_000L, numbers(9), DoubleStream.of(SOME).limit(9).toArray());
    for (int length = 0; length < bytes.length; length++) {
      ByteSource in = new ByteSource(bytes, 0, length);
      assertThrows(DamagedDataException.class, () -> new RowState().decode(in));
    }
  }

  @Test
  void damageIsRefusedOrHarmless() {
    Random random = new Random(9);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      try {
        RowState read = new RowState().decode(new ByteSource(bytes));
        for (int metric = 1; metric < read.size(); metric++) {
          assertTrue(read.metric(metric) > read.metric(metric - 1));
        }
      } catch (DamagedDataException refused) {
        assertTrue(String.valueOf(refused.getMessage()).startsWith("cannot "));
      }
    }
  }
}
