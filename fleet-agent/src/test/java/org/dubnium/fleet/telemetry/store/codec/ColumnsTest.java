package org.dubnium.fleet.telemetry.store.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {

  static List<Arguments> whole() {
    return arguments(Numbers.whole());
  }

  static List<Arguments> doubles() {
    return arguments(Numbers.doubles());
  }

  private static List<Arguments> arguments(Map<String, ?> columns) {
    return columns.entrySet().stream()
        .map(column -> Arguments.of(column.getKey(), column.getValue()))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whole")
  void wholeNumbersComeBack(String name, long[] column) throws DamagedDataException {
    ByteSource in = new ByteSource(plain(column).toBytes());
    assertArrayEquals(column, LongColumn.decode(in, column.length), name);
    assertEquals(0, in.remaining(), "a column knows where it ends");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("doubles")
  void doublesComeBackBitByBit(String name, double[] column) throws DamagedDataException {
    ByteSink out = new ByteSink(0);
    ValueColumn.encode(column, column.length, out);
    ByteSource in = new ByteSource(out.toBytes());
    assertArrayEquals(bits(column), bits(ValueColumn.decode(in, column.length)), name);
    assertEquals(0, in.remaining(), "a column knows where it ends");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyColumnComesBack(long seed) throws DamagedDataException {
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      long[] column = anyColumn(random);
      assertArrayEquals(
          column,
          LongColumn.decode(new ByteSource(plain(column).toBytes()), column.length),
          () -> Arrays.toString(column));
    }
  }

  private static long[] anyColumn(Random random) {
    long[] column = new long[random.nextInt(150)];
    int bits = random.nextInt(64);
    int change = 1 + random.nextInt(20);
    long value = random.nextLong();
    for (int i = 0; i < column.length; i++) {
      if (random.nextInt(change) == 0) {
        value = random.nextBoolean() ? value + (random.nextLong() >> bits) : random.nextLong() >> bits;
      }
      column[i] = value;
    }
    return column;
  }

  /** Once it is packed. */
  @ParameterizedTest(name = "{0}: at most {1} bytes for 120")
  @CsvSource({
    "constant, 8",
    "one step, 14",
    "line, 25",
    "small noise, 90",
    "noise of both signs, 245",
    "counter, 400",
    "any, 1300"
  })
  void whatIsPlainBecomesShort(String name, int most) {
    long[] column = Numbers.whole().getOrDefault(name, new long[0]);
    assertEquals(Numbers.SIZE, column.length);
    int packed = Deflate.pack(plain(column)).size();
    assertTrue(packed <= most, () -> "it has " + packed);
  }

  @Test
  void wattsInThousandthsTakeAsMuchAsWholeNumbers() {
    double[] watts = LongStream.range(0, 120).mapToDouble(i -> (70_000 + i * i % 977) / 1e3).toArray();
    ByteSink out = new ByteSink(0);
    ValueColumn.encode(watts, watts.length, out);
    int packed = Deflate.pack(out).size();
    assertTrue(packed < 260, () -> "it has " + packed);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whole")
  void aColumnThatIsCutOffIsRefused(String name, long[] column) {
    byte[] bytes = plain(column).toBytes();
    for (int length = 0; length < bytes.length; length++) {
      ByteSource in = new ByteSource(bytes, 0, length);
      assertThrows(
          DamagedDataException.class, () -> LongColumn.decode(in, column.length), name);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("doubles")
  void valuesThatAreCutOffAreRefused(String name, double[] column) {
    ByteSink out = new ByteSink(0);
    ValueColumn.encode(column, column.length, out);
    for (int length = 0; length < out.size(); length++) {
      ByteSource in = new ByteSource(out.toBytes(), 0, length);
      assertThrows(
          DamagedDataException.class, () -> ValueColumn.decode(in, column.length), name);
    }
  }

  private static ByteSink plain(long[] column) {
    ByteSink out = new ByteSink(0);
    LongColumn.encode(column, column.length, out);
    return out;
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
