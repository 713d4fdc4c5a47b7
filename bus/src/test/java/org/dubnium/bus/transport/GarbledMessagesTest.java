package org.dubnium.bus.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.dubnium.bus.testing.CapturedLog;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Signature;
import org.dubnium.bus.wire.Struct;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;
import org.junit.jupiter.api.Test;

/**
 * Messages that are not what the protocol asks for. Some brokers look at a message's header alone,
 * so that anybody can send us any body.
 */
class GarbledMessagesTest {
  private static final Limits LIMITS = new Limits(1 << 16, 1 << 16, 1 << 16, 1 << 16);
  private static final int MESSAGES = 4_000;

  private static byte[] sound() {
    return Outgoing.bytes(
        Outgoing.call(
            "org.dubnium.Test",
            ObjectPath.ROOT,
            "org.dubnium.Test",
            "Test",
            0,
            Signature.of("sa{sv}aua(st)vay"),
            List.of(
                "text",
                Map.of("key", Variant.of("s", "value"), "other", Variant.of("u", 7L)),
                List.of(1L, 2L, 3L),
                List.of(new Struct(List.of("x", 1L))),
                Variant.of("as", List.of("a", "b")),
                new byte[] {1, 2, 3})));
  }

  /** Feeds sound messages with some bytes changed, in a part of it; returns how many were refused. */
  private static int garble(long seed, int from, int to, Consumer<Incoming> read) {
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < MESSAGES; i++) {
      byte[] bytes = sound();
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[from + random.nextInt(to - from)] = (byte) random.nextInt(256);
      }
      try {
        new Framer(LIMITS, read).accept(ByteBuffer.wrap(bytes));
      } catch (WireException expected) {
        refused++;
      }
    }
    return refused;
  }

  @Test
  void bodiesAreReadOrRefused() {
    byte[] sound = sound();
    int length = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
    int body = sound.length - length;
    List<Incoming> read = new ArrayList<>();
    int refused = garble(1, body, sound.length, message -> read.add(checked(message)));

    assertTrue(refused > MESSAGES / 4, refused + " refused");
    assertEquals(MESSAGES, read.size() + refused);
  }

  private static Incoming checked(Incoming message) {
    assertTrue(message.arguments().size() > 0);
    return message;
  }

  @Test
  void headersArePassedOverOrEndTheConnection() {
    try (CapturedLog log = new CapturedLog(Framer.class)) {
      assertTrue(garble(2, 0, 16, message -> message.kind().name()) > MESSAGES / 4);
      assertEquals(0, garble(3, 16, 100, message -> message.signature()));
      assertTrue(log.lines().size() > MESSAGES / 4);
    }
  }
}
