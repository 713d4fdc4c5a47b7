package org.dubnium.bus.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that are the values of a signature, and bytes that are not. Little endian, but for one. */
class ValueReaderTest {

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static List<Object> read(String signature, String hex) {
    return ValueReader.read(Signature.of(signature), bytes(hex)).values();
  }

  @Test
  void soundValues() {
    assertEquals(List.of("ab"), read("s", "02000000 6162 00"));
    assertEquals(List.of((byte) 1, 2L), read("yu", "01 000000 02000000"));
    assertEquals(List.of(List.of(1L)), read("at", "08000000 00000000 0100000000000000"));
    assertEquals(List.of(List.of()), read("at", "00000000 00000000"));
    assertEquals(List.of(3L), read("h", "03000000"));
    assertEquals(List.of(), read("", ""));
    assertEquals(
        List.of((short) 258),
        ValueReader.read(
                Signature.of("n"), ByteBuffer.wrap(new byte[] {1, 2}).order(ByteOrder.BIG_ENDIAN))
            .values());
  }

  @Test
  void whoReadsTakesNothingFromTheBytes() {
    ByteBuffer bytes = bytes("01");
    ValueReader.read(Signature.of("y"), bytes);
    assertEquals(1, bytes.remaining());
  }

  @ParameterizedTest
  @CsvSource({
    "y,     ''",
    "y,     01 02",
    "u,     010000",
    "t,     01000000000000",
    "b,     02000000",
    "b,     000000ff",
    "yu,    01 000001 02000000",
    "s,     03000000 6162 00",
    "s,     02000000 6162 01",
    "s,     02000000 6162",
    "s,     02000000 6100 00",
    "s,     02000000 c328 00",
    "s,     ffffffff 6162 00",
    "s,     ffffff7f 6162 00",
    "o,     02000000 6162 00",
    "o,     02000000 2f2f 00",
    "g,     02 7a7a 00",
    "g,     01 61 00",
    "v,     00 00",
    "v,     02 7979 00 0102",
    "v,     01 79 00",
    "v,     01 61 00 00",
    "ay,    ffffffff",
    "ay,    fffeff03 01",
    "ay,    02000000 01",
    "au,    06000000 01000000 02000000",
    "at,    08000000 00000001 0100000000000000",
    "at,    10000000 00000000 0100000000000000",
    "a(yy), 09000000 00000000 0102 000000000000 03",
    "a{sv}, 01000000 00000000 00",
    "a{yy}, 02000000 00000000 01",
  })
  void unsoundValues(String signature, String hex) {
    assertThrows(WireException.class, () -> read(signature, hex));
  }

  @Test
  void nestingIsBounded() {
    assertEquals(1, read("v", "017600".repeat(63) + "017900 05").size());
    assertThrows(WireException.class, () -> read("v", "017600".repeat(64) + "017900 05"));
    assertThrows(WireException.class, () -> read("v", "017600".repeat(20_000) + "017900 05"));
  }
}
