package org.dubnium.dbus.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.dubnium.dbus.testing.RawClient;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;

/** Has dbus-java read what it wrote. */
final class Wire {
  private Wire() {}

  static Message reread(Message message) throws Exception {
    byte[] bytes = RawClient.bytes(message);
    ByteOrder order = bytes[0] == 'B' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int bodyStart = 16 + ((ByteBuffer.wrap(bytes).order(order).getInt(12) + 7) & -8);
    byte[] fields = new byte[bodyStart - 8];
    System.arraycopy(bytes, 12, fields, 0, 4);
    System.arraycopy(bytes, 16, fields, 8, bodyStart - 16);
    return MessageFactory.createMessage(
        bytes[1],
        Arrays.copyOf(bytes, 12),
        fields,
        Arrays.copyOfRange(bytes, bodyStart, bytes.length),
        null);
  }
}
