package org.dubnium.fleet.telemetry.store.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that no encoder wrote, though they look much as if. */
class DamagedColumnsTest {

  private static ByteSource bits(Consumer<BitSink> write) {
    ByteSink out = new ByteSink(0);
    BitSink bits = new BitSink(out);
    write.accept(bits);
    bits.put(0, 64);
    bits.finish();
    return new ByteSource(out.toBytes());
  }

  private static ByteSource bytes(Consumer<ByteSink> write) {
    ByteSink out = new ByteSink(0);
    write.accept(out);
    out.putLong(0);
    out.putLong(0);
    return new ByteSource(out.toBytes());
  }

  @Test
  void aDifferenceThatIsLikeTheOneBeforeNeedsOne() {
    ByteSource in = bits(out -> out.put(0b10, 2));
    assertThrows(DamagedDataException.class, () -> XorColumn.decode(in, 1));
  }

  @Test
  void aDifferenceHasNoMoreThan64Bits() throws DamagedDataException {
    ByteSource longer =
        bits(
            out -> {
              out.put(0b11, 2);
              out.put(1, 6);
              out.put(63, 6);
            });
    assertThrows(DamagedDataException.class, () -> XorColumn.decode(longer, 1));
    ByteSource longest =
        bits(
            out -> {
              out.put(0b11, 2);
              out.put(0, 6);
              out.put(63, 6);
              out.put(Double.doubleToRawLongBits(-1.5), 64);
            });
    assertArrayEquals(new double[] {-1.5}, XorColumn.decode(longest, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 200, 254})
  void valuesOfSoManyPlacesAreRefused(int places) {
    DamagedDataException refused =
        assertThrows(
            DamagedDataException.class,
            () -> ValueColumn.decode(bytes(out -> out.put(places)), 1));
    assertEquals(
        "cannot read values of " + places + " decimal places", refused.getMessage());
    assertThrows(DamagedDataException.class, () -> ValueColumn.checkPlaces(-1));
  }

  @Test
  void sixPlacesCanBe() throws DamagedDataException {
    ByteSource in =
        bytes(
            out -> {
              out.put(6);
              IntColumn.encode(new long[] {1_500_000}, 1, out);
            });
    assertArrayEquals(new double[] {1.5}, ValueColumn.decode(in, 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void aSpanOfNoReadingsIsRefused(long count) {
    ByteSource in =
        bytes(
            out -> {
              out.put(0);
              IntColumn.encode(new long[] {count}, 1, out);
            });
    assertThrows(
        DamagedDataException.class, () -> BucketColumn.decode(new long[] {60_000}, in));
  }

  @Test
  void spansOfSoManyPlacesAreRefused() {
    ByteSource in =
        bytes(
            out -> {
              out.put(7);
              IntColumn.encode(new long[] {1}, 1, out);
            });
    assertThrows(
        DamagedDataException.class, () -> BucketColumn.decode(new long[] {60_000}, in));
  }

  @ParameterizedTest
  @ValueSource(ints = {2 + 3 * 64, 255})
  void aKindOfColumnThatThereIsNotIsRefused(int kind) {
    DamagedDataException refused =
        assertThrows(
            DamagedDataException.class,
            () -> IntColumn.decode(bytes(out -> out.put(kind)), 2));
    assertEquals("cannot read a column of kind " + kind, refused.getMessage());
  }

  @Test
  void aRunDoesNotGoBeyondTheColumn() throws DamagedDataException {
    assertArrayEquals(new long[] {7, 7, 7}, IntColumn.decode(run(2), 3));
    assertThrows(DamagedDataException.class, () -> IntColumn.decode(run(3), 3));
  }

  private static ByteSource run(int more) {
    return bytes(
        out -> {
          out.put(1);
          out.putSigned(7);
          out.putVarint(more);
        });
  }
}
