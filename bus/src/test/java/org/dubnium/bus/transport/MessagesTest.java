package org.dubnium.bus.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.dubnium.bus.testing.RawClient;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Signature;
import org.dubnium.bus.wire.WireException;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.constants.Endian;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that are made here, as whoever gets them reads them. */
class MessagesTest {
  private static final Limits LIMITS = new Limits(1 << 20, 1 << 20, 1 << 20, 1 << 20);
  private static final ObjectPath PATH = new ObjectPath("/org/dubnium");

  private static Incoming read(Message message) {
    List<Incoming> read = new ArrayList<>();
    new Framer(LIMITS, read::add).accept(ByteBuffer.wrap(Outgoing.bytes(message)));
    assertEquals(1, read.size());
    return read.getFirst();
  }

  private static Message call(String destination, String interfaceName, String member, int flags) {
    return Outgoing.call(
        destination, PATH, interfaceName, member, flags, Signature.of("su"), List.of("x", 7L));
  }

  /** As the bus delivers it: with the name of its sender. */
  private static Incoming received() throws DBusException {
    return read(
        new MessageFactory(Endian.BIG)
            .createMethodCall(
                ":1.7", "org.dubnium.Test", "/org/dubnium", "org.dubnium.Test", "Do", (byte) 0, null));
  }

  @Test
  void aCall() {
    Message sent = call("org.dubnium.Test", "org.dubnium.Test", "Do", 4);
    Incoming read = read(sent);

    assertEquals(Incoming.Kind.CALL, read.kind());
    assertEquals("org.dubnium.Test", sent.getDestination());
    assertEquals(PATH.value(), read.path());
    assertEquals("org.dubnium.Test", read.interfaceName());
    assertEquals("Do", read.name());
    assertEquals("su", read.signature());
    assertEquals(List.of("x", 7L), read.arguments().values());
    assertTrue(read.isComplete());
    assertEquals(Outgoing.length(sent), read.size());
    assertEquals(RawClient.bytes(sent).length, read.size());
    assertNull(read.sender());
  }

  @ParameterizedTest
  @CsvSource({"0, true, false", "1, false, false", "4, true, true", "5, false, true", "2, true, false"})
  void flagsOfACall(int flags, boolean wantsReply, boolean interactive) {
    Incoming read = read(call("org.dubnium.Test", "org.dubnium.Test", "Do", flags));

    assertEquals(wantsReply, read.wantsReply());
    assertEquals(interactive, read.allowsInteraction());
  }

  @ParameterizedTest
  @CsvSource({
    "no bus name,      org.dubnium.Test, Do",
    "org.dubnium.Test, no interface,     Do",
    "org.dubnium.Test, org.dubnium.Test, not-a-member",
  })
  void namesThatTheBusWouldRefuse(String destination, String interfaceName, String member) {
    assertThrows(WireException.class, () -> call(destination, interfaceName, member, 0));
  }

  @Test
  void aReply() throws DBusException {
    Incoming call = received();
    Message sent = Outgoing.reply(call, Signature.of("as"), List.of(List.of("a", "b")));
    Incoming read = read(sent);

    assertEquals(Incoming.Kind.RETURN, read.kind());
    assertEquals(call.serial(), read.replySerial());
    assertEquals(":1.7", sent.getDestination());
    assertEquals(List.of("a", "b"), read.arguments().strings(0));
  }

  @Test
  void nothingIsReadOfAMessageWithoutValues() throws DBusException {
    Incoming read = read(Outgoing.reply(received(), Signature.EMPTY, List.of()));

    assertEquals("", read.signature());
    assertEquals(Arguments.NONE, read.arguments());
  }

  @Test
  void anErrorIsCutAndHarmless() throws DBusException {
    Incoming call = received();
    assertEquals(":1.7", call.sender());
    String text = "cannot do it: \u001b[2J" + "x".repeat(Outgoing.LONGEST_ERROR);
    Message sent = Outgoing.error(call, "org.dubnium.Error.No", text);
    Incoming read = read(sent);

    assertEquals(Incoming.Kind.ERROR, read.kind());
    assertEquals("org.dubnium.Error.No", read.name());
    assertEquals(call.serial(), read.replySerial());
    assertEquals(":1.7", sent.getDestination());
    String told = read.arguments().string(0);
    assertTrue(told.startsWith("cannot do it: "), told);
    assertFalse(told.contains("\u001b"));
    assertTrue(told.length() < text.length(), "it was not cut");
    assertThrows(WireException.class, () -> Outgoing.error(call, "no name", "x"));
  }

  @Test
  void aSignal() {
    Incoming read =
        read(Outgoing.signal(PATH, "org.dubnium.Test", "Done", Signature.of("t"), List.of(5L)));

    assertEquals(Incoming.Kind.SIGNAL, read.kind());
    assertEquals(PATH.value(), read.path());
    assertEquals("Done", read.name());
    assertEquals(5, read.arguments().integer(0));
    assertThrows(
        WireException.class,
        () -> Outgoing.signal(PATH, "no interface", "Done", Signature.EMPTY, List.of()));
    assertThrows(
        WireException.class,
        () -> Outgoing.signal(PATH, "org.dubnium.Test", "not-a-member", Signature.EMPTY, List.of()));
  }
}
