package org.dubnium.bus.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dubnium.bus.testing.CapturedLog;
import org.dubnium.bus.testing.RawClient;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Signature;
import org.dubnium.bus.wire.WireException;
import org.freedesktop.dbus.messages.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramerTest {
  private static final Limits LIMITS = new Limits(1000, 2000, 3000, 10_000);

  private final List<Incoming> messages = new ArrayList<>();
  private final Framer framer = new Framer(LIMITS, messages::add);

  private static byte[] call(String argument) {
    return bytes(
        Outgoing.call(
            "org.dubnium.Test",
            ObjectPath.ROOT,
            "org.dubnium.Test",
            "Test",
            0,
            Signature.of("s"),
            List.of(argument)));
  }

  private static byte[] signal(String argument) {
    return bytes(
        Outgoing.signal(
            ObjectPath.ROOT, "org.dubnium.Test", "Test", Signature.of("s"), List.of(argument)));
  }

  private static byte[] bytes(Message message) {
    return Outgoing.bytes(message);
  }

  private void feed(byte[]... parts) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      stream.writeBytes(part);
    }
    framer.accept(ByteBuffer.wrap(stream.toByteArray()));
  }

  private List<String> texts() {
    return messages.stream().map(message -> message.arguments().string(0)).toList();
  }

  @Test
  void severalMessagesInOnePiece() {
    feed(call("one"), signal("two"), call(""));

    assertEquals(List.of("one", "two", ""), texts());
    assertEquals(Incoming.Kind.SIGNAL, messages.get(1).kind());
  }

  @Test
  void messagesInPiecesOfEverySize() {
    byte[] first = call("one");
    byte[] second = signal("two");
    byte[] stream = new byte[first.length + second.length];
    System.arraycopy(first, 0, stream, 0, first.length);
    System.arraycopy(second, 0, stream, first.length, second.length);
    for (int size = 1; size < stream.length; size++) {
      messages.clear();
      for (int at = 0; at < stream.length; at += size) {
        framer.accept(ByteBuffer.wrap(stream, at, Math.min(size, stream.length - at)));
      }
      assertEquals(List.of("one", "two"), texts());
    }
  }

  @Test
  void messageThatIsTooLongKeepsItsHeaderOnly() {
    feed(call("x".repeat(1000)), call("next"));

    Incoming tooLong = messages.getFirst();
    assertFalse(tooLong.isComplete());
    assertEquals("Test", tooLong.name());
    assertEquals("s", tooLong.signature());
    assertThrows(WireException.class, tooLong::arguments);
    assertEquals("next", messages.get(1).arguments().string(0));
  }

  @Test
  void limitsGoByKind() {
    feed(signal("x".repeat(1000)), signal("x".repeat(2000)));

    assertEquals(List.of(true, false), messages.stream().map(Incoming::isComplete).toList());
  }

  @Test
  void theLimitItselfIsKept() {
    int around = call("").length;
    feed(call("x".repeat(1000 - around)), call("x".repeat(1001 - around)));

    assertEquals(List.of(true, false), messages.stream().map(Incoming::isComplete).toList());
    assertEquals(1000, messages.getFirst().size());
  }

  @Test
  void whatIsTooLongIsPassedOverInPiecesOfEverySize() {
    byte[] tooLong = call("x".repeat(1100));
    byte[] next = call("next");
    byte[] stream = Arrays.copyOf(tooLong, tooLong.length + next.length);
    System.arraycopy(next, 0, stream, tooLong.length, next.length);
    for (int size = 1; size < stream.length; size++) {
      messages.clear();
      for (int at = 0; at < stream.length; at += size) {
        framer.accept(ByteBuffer.wrap(stream, at, Math.min(size, stream.length - at)));
      }
      assertEquals(List.of(false, true), messages.stream().map(Incoming::isComplete).toList());
      assertEquals("next", messages.get(1).arguments().string(0));
    }
  }

  /** The fixed part of a header: D-Bus specification, "Message Format". */
  private static ByteBuffer start(ByteOrder order, int body, int fields) {
    return ByteBuffer.allocate(16)
        .order(order)
        .put((byte) (order == ByteOrder.BIG_ENDIAN ? 'B' : 'l'))
        .put(new byte[] {1, 0, 1})
        .putInt(body)
        .putInt(1)
        .putInt(fields)
        .flip();
  }

  @ParameterizedTest
  @CsvSource({"0, 65536", "0x7fffff0, 0", "0x7fefff0, 65536"})
  void lengthsThatTheProtocolAllows(String body, int fields) {
    framer.accept(start(ByteOrder.LITTLE_ENDIAN, Integer.decode(body), fields));
    new Framer(LIMITS, messages::add)
        .accept(start(ByteOrder.BIG_ENDIAN, Integer.decode(body), fields));
    assertEquals(List.of(), messages);
  }

  @ParameterizedTest
  @CsvSource({"0, 65537", "0x7fffff1, 0", "0x7fefff1, 65536", "-1, 0"})
  void lengthsThatItDoesNot(String body, int fields) {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      Framer other = new Framer(LIMITS, messages::add);
      ByteBuffer start = start(order, Integer.decode(body), fields);
      assertThrows(WireException.class, () -> other.accept(start));
    }
  }

  @ParameterizedTest
  @ValueSource(bytes = {0, 5, 9, -1})
  void unknownTypeIsPassedOver(byte type) {
    byte[] unknown = call("x");
    unknown[1] = type;
    feed(unknown, call("next"));

    assertEquals(List.of("next"), texts());
  }

  @Test
  void headerThatCannotBeReadIsPassedOverAndLogged() {
    byte[] wrong = call("x");
    wrong[17] = 0;
    try (CapturedLog log = new CapturedLog(Framer.class)) {
      feed(wrong, call("next"));

      assertEquals(List.of("next"), texts());
      assertEquals(1, log.lines().size());
    }
  }

  /** The specification asks for that, so that the protocol can grow. */
  @Test
  void headerFieldThatNobodyKnowsIsPassedOver() {
    feed(RawClient.withUnknownField(call("x")), call("next"));

    assertEquals(List.of("x", "next"), texts());
  }

  @Test
  void streamThatIsNoMessageCannotBeFollowed() {
    byte[] wrongVersion = call("x");
    wrongVersion[3] = 2;
    byte[] hugeHeader = call("x");
    hugeHeader[15] = 1;

    assertThrows(WireException.class, () -> feed(wrongVersion));
    assertThrows(
        WireException.class,
        () -> new Framer(LIMITS, messages::add).accept(ByteBuffer.wrap(hugeHeader)));
  }
}
