package org.dubnium.fleet.telemetry.store.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is packed, and what only looks as if. */
class DeflateTest {

  private static ByteSink sink(byte[] bytes) {
    ByteSink sink = new ByteSink(bytes.length);
    sink.putBytes(bytes, 0, bytes.length);
    return sink;
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] unpack(byte[] packed) throws DamagedDataException {
    return Deflate.unpack(new ByteSource(packed)).rest();
  }

  /** None, few, and more than any buffer on the way. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 8_191, 8_192, 8_193, 100_000})
  void bytesComeBack(int length) throws DamagedDataException {
    for (byte[] plain : new byte[][] {noise(length), new byte[length]}) {
      assertArrayEquals(plain, unpack(Deflate.pack(sink(plain)).toBytes()));
      assertArrayEquals(plain, Deflate.unpackQuickly(Deflate.packQuickly(plain)));
    }
  }

  @Test
  void whatRepeatsBecomesShort() {
    byte[] plain = new byte[100_000];
    assertTrue(Deflate.pack(sink(plain)).size() < 200);
    assertTrue(Deflate.packQuickly(plain).length < 1_000);
  }

  @Test
  void whatIsCutOffIsRefused() {
    byte[] plain = noise(300);
    byte[] packed = Deflate.pack(sink(plain)).toBytes();
    for (int length = 0; length < packed.length; length++) {
      ByteSource cut = new ByteSource(packed, 0, length);
      assertThrows(DamagedDataException.class, () -> Deflate.unpack(cut));
    }
    byte[] quick = Deflate.packQuickly(plain);
    for (int length = 0; length < quick.length; length++) {
      byte[] cut = Arrays.copyOf(quick, length);
      assertThrows(DamagedDataException.class, () -> Deflate.unpackQuickly(cut));
    }
  }

  /** Of the journal every bit counts: a round is written against the one before. */
  @Test
  void aBitOfARoundThatIsOtherIsNoticed() {
    byte[] plain = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    byte[] packed = Deflate.packQuickly(plain);
    int noticed = 0;
    for (int bit = 0; bit < packed.length * 8; bit++) {
      byte[] damaged = packed.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        assertArrayEquals(plain, Deflate.unpackQuickly(damaged), "bits that fill the last byte");
      } catch (DamagedDataException refused) {
        assertTrue(String.valueOf(refused.getMessage()).startsWith("cannot unpack"));
        noticed++;
      }
    }
    assertTrue(noticed > (packed.length - 1) * 8, noticed + " are noticed");
  }

  @Test
  void damageIsRefusedOrHarmless() {
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      try {
        assertNotNull(unpack(bytes));
      } catch (DamagedDataException refused) {
        assertTrue(String.valueOf(refused.getMessage()).startsWith("cannot unpack"));
      }
    }
  }

  /** A few kilobytes that would be more than the agent's memory. */
  @Test
  void whatWouldBeTooMuchIsRefused() {
    byte[] packed;
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      byte[] out = new byte[1 << 18];
      byte[] zeros = new byte[1 << 20];
      int length = 0;
      for (int mebibyte = 0; mebibyte < 80; mebibyte++) {
        deflater.setInput(zeros);
        length += deflater.deflate(out, length, out.length - length);
      }
      deflater.finish();
      length += deflater.deflate(out, length, out.length - length);
      packed = Arrays.copyOf(out, length);
    }
    assertThrows(DamagedDataException.class, () -> Deflate.unpackQuickly(packed));
  }

  /** A dictionary that nobody has: RFC 1950, FDICT. */
  @Test
  void whatNeedsMoreThanItselfIsRefused() {
    byte[] dictionary = "dictionary".getBytes(StandardCharsets.US_ASCII);
    byte[] out = new byte[100];
    try (Deflater deflater = new Deflater()) {
      deflater.setDictionary(dictionary);
      deflater.setInput(dictionary);
      deflater.finish();
      deflater.deflate(out);
    }
    assertThrows(DamagedDataException.class, () -> Deflate.unpackQuickly(out));
  }
}
