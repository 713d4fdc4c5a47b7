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

  private static ByteSource bytes(Consumer<ByteSink> write) {
    ByteSink out = new ByteSink(0);
    write.accept(out);
    out.putLong(0);
    out.putLong(0);
    return new ByteSource(out.toBytes());
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
              LongColumn.encode(new long[] {1_500_000}, 1, out);
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
              LongColumn.encode(new long[] {count}, 1, out);
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
              LongColumn.encode(new long[] {1}, 1, out);
            });
    assertThrows(
        DamagedDataException.class, () -> BucketColumn.decode(new long[] {60_000}, in));
  }

  @Test
  void spansThatAreCutOffAreRefused() {
    Buckets buckets = new Buckets();
    buckets.add(60_000, 6, 1.5, 3, 12);
    buckets.add(120_000, 5, 1 / 3.0, 3, 7);
    ByteSink out = new ByteSink(0);
    BucketColumn.encode(buckets, out);
    for (int length = 0; length < out.size(); length++) {
      ByteSource in = new ByteSource(out.toBytes(), 0, length);
      assertThrows(DamagedDataException.class, () -> BucketColumn.decode(buckets.times(), in));
    }
  }

  /** Numbers that are added up beyond what there is of them: harmless. */
  @Test
  void aColumnThatRunsOverIsSomethingElse() throws DamagedDataException {
    ByteSource in =
        bytes(
            out -> {
              out.putSigned(Long.MAX_VALUE);
              out.putSigned(1);
            });
    assertArrayEquals(new long[] {Long.MAX_VALUE, Long.MIN_VALUE}, LongColumn.decode(in, 2));
  }
}
