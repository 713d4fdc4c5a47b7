package org.dubnium.bus.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dubnium.bus.testing.RawClient;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.constants.Endian;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values go out as dbus-java's bytes and come back as they were. */
class LibraryValuesTest {

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("y", (byte) 200),
        Arguments.of("b", true),
        Arguments.of("n", (short) -5),
        Arguments.of("q", 65_535),
        Arguments.of("i", -7),
        Arguments.of("u", 0xffff_ffffL),
        Arguments.of("x", Long.MIN_VALUE),
        Arguments.of("t", 5L),
        Arguments.of("t", -1L),
        Arguments.of("d", 0.25),
        Arguments.of("s", ""),
        Arguments.of("s", "naïve 🎛 text"),
        Arguments.of("o", new ObjectPath("/a/b")),
        Arguments.of("g", Signature.of("a{sv}")),
        Arguments.of("v", Variant.of("u", 5)),
        Arguments.of("v", Variant.of("v", Variant.of("as", List.of("x")))),
        Arguments.of("as", List.of()),
        Arguments.of("as", List.of("a", "b")),
        Arguments.of("at", List.of(1L, 2L)),
        Arguments.of("aas", List.of(List.of(), List.of("a"))),
        Arguments.of("a{sv}", Map.of()),
        Arguments.of("a{sv}", Map.of("k", Variant.of("aa{sv}", List.of(Map.of())))),
        Arguments.of("aa{sv}", List.of(Map.of(), Map.of("k", Variant.of("d", 1.5)))),
        Arguments.of("a{oa{sa{sv}}}", Map.of(new ObjectPath("/a"), Map.of("i", Map.of()))),
        Arguments.of("a{us}", Map.of(7L, "seven")),
        Arguments.of("(sbu)", Struct.of("a", false, 1L)),
        Arguments.of("a(so)", List.of(Struct.of("a", new ObjectPath("/")))),
        Arguments.of("a(sa{sv}as)", List.of(Struct.of("a", Map.of(), List.of()))));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valueComesBackAsItWas(String signature, Object value) throws Exception {
    for (byte endian : new byte[] {Endian.LITTLE, Endian.BIG}) {
      // A neighbour on each side shows that nothing is read or written too far.
      String padded = "y" + signature + "s";
      List<Object> back = roundTrip(endian, padded, List.of((byte) 1, value, "end"));

      assertEquals(List.of((byte) 1, value, "end"), back);
    }
  }

  private static List<Object> roundTrip(byte endian, String signature, List<?> values)
      throws Exception {
    Signature types = Signature.of(signature);
    Message sent =
        new MessageFactory(endian)
            .createMethodCall(
                null,
                "a.b",
                "/",
                "a.b",
                "M",
                (byte) 0,
                signature,
                LibraryValues.outgoing(types, values));
    return ValueReader.read(types, body(RawClient.bytes(sent))).values();
  }

  private static ByteBuffer body(byte[] message) {
    ByteOrder order = message[0] == 'B' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int length = ByteBuffer.wrap(message).order(order).getInt(4);
    return ByteBuffer.wrap(message, message.length - length, length).slice().order(order);
  }

  @Test
  void bytesComeBackAsBytes() throws Exception {
    List<Object> back = roundTrip(Endian.LITTLE, "ay", List.of(new byte[] {1, -2}));

    assertArrayEquals(new byte[] {1, -2}, (byte[]) back.getFirst());
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("s", 5),
        Arguments.of("s", "a\0b"),
        Arguments.of("u", -1),
        Arguments.of("u", 1L << 32),
        Arguments.of("u", "5"),
        Arguments.of("y", 256),
        Arguments.of("n", 40_000),
        Arguments.of("q", -1),
        Arguments.of("i", 1L << 31),
        Arguments.of("b", 1),
        Arguments.of("d", "1.0"),
        Arguments.of("o", "/a"),
        Arguments.of("g", "s"),
        Arguments.of("v", "no variant"),
        Arguments.of("as", "a"),
        Arguments.of("as", List.of(1)),
        Arguments.of("a{sv}", Map.of("k", "no variant")),
        Arguments.of("a{sv}", Map.of(1, Variant.of("s", "x"))),
        Arguments.of("(ss)", Struct.of("only one")),
        Arguments.of("(s)", List.of("no struct")),
        Arguments.of("h", 0));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void valueThatItsTypeDoesNotAllowIsRefused(String signature, Object value) {
    assertThrows(
        WireException.class, () -> LibraryValues.outgoing(Signature.of(signature), List.of(value)));
  }

  @Test
  void numberOfValuesMustFit() {
    assertThrows(
        WireException.class, () -> LibraryValues.outgoing(Signature.of("ss"), List.of("one")));
  }

  @Test
  void nestingIsBounded() {
    Variant nested = Variant.of("s", "x");
    for (int i = 0; i < 70; i++) {
      nested = Variant.of("v", nested);
    }
    List<Object> values = List.of(nested);

    assertThrows(WireException.class, () -> LibraryValues.outgoing(Signature.of("v"), values));
  }

  @Test
  void variantOfTwoTypesIsRefused() {
    assertThrows(WireException.class, () -> Variant.of("ss", "x"));
    assertThrows(WireException.class, () -> Variant.of("", "x"));
  }

  @Test
  void accessorsSayWhatTheyExpected() {
    WireException wrong = assertThrows(WireException.class, () -> Variant.of("s", "x").asBoolean());
    assertEquals("expected Boolean and got String", wrong.getMessage());
    assertThrows(WireException.class, () -> Variant.of("s", "x").asLong());
    assertThrows(
        WireException.class, () -> new org.dubnium.bus.wire.Arguments(List.of()).string(0));
  }
}
