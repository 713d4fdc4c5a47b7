package org.dubnium.fleet.telemetry.store.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowStateTest {

  private static final int METRICS = 36;
  private static final double[] SOME =
      Numbers.doubles().values().stream().flatMapToDouble(DoubleStream::of).toArray();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyRowsComeBack(long seed) throws DamagedDataException {
    Random random = new Random(seed);
    RowState written = new RowState(METRICS);
    RowState read = new RowState(METRICS);
    double[] row = new double[METRICS];
    long time = 1_800_000_000_000L;
    for (int i = 0; i < 5_000; i++) {
      time += random.nextInt(100) == 0 ? random.nextInt() : 10_000 + random.nextInt(50);
      long set = random.nextInt(5) == 0 ? random.nextLong() >>> (64 - METRICS) : (1L << METRICS) - 1;
      for (int metric = 0; metric < METRICS; metric++) {
        if (random.nextBoolean()) {
          row[metric] = SOME[random.nextInt(SOME.length)];
        }
      }
      ByteSink out = new ByteSink(0);
      RowState.encode(written, random.nextInt(50) == 0, time, set, row, out);
      written.decode(new ByteSource(out.toBytes()));
      ByteSource in = new ByteSource(out.toBytes());
      assertEquals(set, read.decode(in));
      assertEquals(0, in.remaining());
      assertRow(time, set, row, read);
    }
  }

  private static void assertRow(long time, long set, double[] row, RowState read) {
    assertEquals(time, read.time());
    for (int metric = 0; metric < METRICS; metric++) {
      if ((set >>> metric & 1) != 0) {
        assertEquals(
            Double.doubleToRawLongBits(row[metric]),
            Double.doubleToRawLongBits(read.value(metric)));
      }
    }
  }

  @Test
  void writingARowDoesNotChangeWhatIsKnown() {
    RowState state = new RowState(2);
    ByteSink one = new ByteSink(0);
    ByteSink two = new ByteSink(0);
    RowState.encode(state, false, 1_000, 3, new double[] {1, 2}, one);
    RowState.encode(state, false, 1_000, 3, new double[] {1, 2}, two);
    assertEquals(Arrays.toString(one.toBytes()), Arrays.toString(two.toBytes()));
  }

  @Test
  void aRowLikeTheOneBeforeTakesTwoBytes() throws DamagedDataException {
    RowState state = new RowState(20);
    double[] row = DoubleStream.iterate(1, value -> value + 1).limit(20).toArray();
    ByteSink out = new ByteSink(0);
    for (int i = 0; i < 3; i++) {
      out.clear();
      RowState.encode(state, false, 1_000_000 + 10_000L * i, (1 << 20) - 1, row, out);
      state.decode(new ByteSource(out.toBytes()));
    }
    assertEquals(2, out.size());
  }

  @Test
  void aRowThatStandsAloneCanBeReadByAnyone() throws DamagedDataException {
    RowState known = new RowState(3);
    ByteSink out = new ByteSink(0);
    RowState.encode(known, false, 5_000, 0b111, new double[] {1, 2, 3}, out);
    known.decode(new ByteSource(out.toBytes()));
    out.clear();
    RowState.encode(known, true, 6_000, 0b101, new double[] {4, 0, 6}, out);
    RowState other = new RowState(3);
    assertEquals(0b101, other.decode(new ByteSource(out.toBytes())));
    assertEquals(6_000, other.time());
    assertEquals(4, other.value(0));
    assertEquals(6, other.value(2));
  }

  @Test
  void metricsBeyondThoseThatAreKnownAreRefused() {
    ByteSink out = new ByteSink(0);
    RowState.encode(new RowState(10), false, 0, 1 << 9, new double[10], out);
    ByteSource in = new ByteSource(out.toBytes());
    assertThrows(DamagedDataException.class, () -> new RowState(9).decode(in));
  }

  @Test
  void damageIsRefusedOrHarmless() {
    Random random = new Random(9);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      try {
        new RowState(METRICS).decode(new ByteSource(bytes));
      } catch (DamagedDataException refused) {
        assertTrue(String.valueOf(refused.getMessage()).startsWith("cannot "));
      }
    }
  }
}
