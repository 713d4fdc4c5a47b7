package org.dubnium.fleet.telemetry.store.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes, and where they end. */
class BytesTest {

  private static ByteSource source(int... bytes) {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      all[i] = (byte) bytes[i];
    }
    return new ByteSource(all);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, -1, 63, -64, 64, 127, 128, 16_383, 16_384, Long.MAX_VALUE, Long.MIN_VALUE})
  void numbersComeBack(long value) throws DamagedDataException {
    ByteSink out = new ByteSink(0);
    out.putVarint(value);
    out.putSigned(value);
    out.putLong(value);
    ByteSource in = new ByteSource(out.toBytes());
    assertEquals(value, in.varint());
    assertEquals(value, in.signed());
    assertEquals(value, in.getLong());
    assertEquals(0, in.remaining());
  }

  @Test
  void smallNumbersOfEitherSignTakeOneByte() {
    for (long value = -64; value < 64; value++) {
      ByteSink out = new ByteSink(0);
      out.putSigned(value);
      assertEquals(1, out.size());
    }
  }

  @Test
  void aNumberOfMoreThan64BitsIsRefused() {
    int[] ten = new int[11];
    Arrays.fill(ten, 0x80);
    assertThrows(DamagedDataException.class, source(ten)::varint);
  }

  @Test
  void aCountIsNoMoreThanIsPossible() throws DamagedDataException {
    assertEquals(5, source(5).count(5));
    assertEquals(0, source(0).count(0));
    assertThrows(DamagedDataException.class, () -> source(6).count(5));
    ByteSink out = new ByteSink(0);
    out.putVarint(-1);
    assertThrows(
        DamagedDataException.class, () -> new ByteSource(out.toBytes()).count(Integer.MAX_VALUE));
  }

  @Test
  void aPartEndsWhereItEnds() throws DamagedDataException {
    ByteSource in = new ByteSource(new byte[] {1, 2, 3, 4, 5}, 1, 3);
    assertEquals(3, in.remaining());
    ByteSource part = in.slice(2);
    assertEquals(2, part.get());
    assertEquals(3, part.get());
    assertThrows(DamagedDataException.class, part::get);
    assertEquals(1, in.remaining());
    assertThrows(DamagedDataException.class, () -> in.slice(2));
    assertThrows(DamagedDataException.class, () -> in.slice(-1));
    assertArrayEquals(new byte[] {4}, in.rest());
    assertEquals(0, in.remaining());
    assertThrows(DamagedDataException.class, in::get);
    assertEquals(0, in.slice(0).remaining());
  }

  @Test
  void aSinkGrowsAsItMust() throws DamagedDataException {
    byte[] many = new byte[100];
    for (int i = 0; i < many.length; i++) {
      many[i] = (byte) i;
    }
    ByteSink out = new ByteSink(1);
    out.put(0x1ff);
    out.putBytes(many, 10, 90);
    ByteSink other = new ByteSink(5);
    other.putAll(out);
    assertEquals(91, other.size());
    ByteSource in = new ByteSource(other.toBytes());
    assertEquals(0xff, in.get());
    assertArrayEquals(Arrays.copyOfRange(many, 10, 100), in.rest());
    other.clear();
    assertEquals(0, other.toBytes().length);
  }
}
