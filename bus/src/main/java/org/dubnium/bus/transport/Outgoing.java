package org.dubnium.bus.transport;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.dubnium.bus.wire.LibraryValues;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.PlainText;
import org.dubnium.bus.wire.Signature;
import org.dubnium.bus.wire.WireException;
import org.dubnium.bus.wire.WireNames;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.MethodReturn;
import org.freedesktop.dbus.messages.constants.Endian;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages that the bus accepts: every name, path and value is checked here, and a {@link
 * WireException} thrown for what is not valid.
 */
final class Outgoing {
  private static final MessageFactory FACTORY = new MessageFactory(Endian.LITTLE);
  private static final Signature STRING = Signature.of("s");
  private static final int MAX_LENGTH = 1 << 27;

  /** Longest message of an error, in characters: a configuration may have many faults. */
  static final int LONGEST_ERROR = 16 << 10;

  private Outgoing() {}

  static Message call(
      String destination,
      ObjectPath path,
      String interfaceName,
      String member,
      int flags,
      Signature signature,
      List<?> values) {
    require(destination, WireNames::isBusName);
    require(interfaceName, WireNames::isInterface);
    require(member, WireNames::isMember);
    Object[] arguments = LibraryValues.outgoing(signature, values);
    return checked(
        () ->
            FACTORY.createMethodCall(
                null,
                destination,
                path.value(),
                interfaceName,
                member,
                (byte) flags,
                text(signature),
                arguments));
  }

  static Message reply(Incoming call, Signature signature, List<?> values) {
    Object[] arguments = LibraryValues.outgoing(signature, values);
    return checked(() -> new Reply(call, text(signature), arguments));
  }

  static Message error(Incoming call, String errorName, String message) {
    require(errorName, WireNames::isInterface);
    // An error must reach its caller, whatever text from the host has got into it, and is printed as
    // it is: nothing in it may steer a terminal.
    Object[] arguments =
        LibraryValues.outgoing(STRING, List.of(PlainText.lines(message, LONGEST_ERROR)));
    return checked(
        () ->
            FACTORY.createError(
                Objects.requireNonNull(call.sender()),
                errorName,
                call.serial(),
                STRING.text(),
                arguments));
  }

  static Message signal(
      ObjectPath path, String interfaceName, String member, Signature signature, List<?> values) {
    require(interfaceName, WireNames::isInterface);
    require(member, WireNames::isMember);
    Object[] arguments = LibraryValues.outgoing(signature, values);
    return checked(
        () ->
            FACTORY.createSignal(
                null, path.value(), interfaceName, member, text(signature), arguments));
  }

  /** How many bytes the message has. */
  static int length(Message message) {
    int length = 0;
    for (byte[] part : message.getWireData()) {
      length += part == null ? 0 : part.length;
    }
    return length;
  }

  /** The message as one piece, where dbus-java holds one array for each field. */
  static byte[] bytes(Message message) {
    int length = length(message);
    if (length > MAX_LENGTH) {
      throw new WireException("cannot send a message of more than 128 MiB");
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    for (byte[] part : message.getWireData()) {
      if (part != null) {
        bytes.put(part);
      }
    }
    return bytes.array();
  }

  private static void require(String name, Predicate<String> valid) {
    if (!valid.test(name)) {
      throw new WireException("cannot send a message with the name \"" + name + "\"");
    }
  }

  private static @Nullable String text(Signature signature) {
    return signature.equals(Signature.EMPTY) ? null : signature.text();
  }

  private static Message checked(Maker maker) {
    try {
      return maker.make();
    } catch (DBusException e) {
      throw new WireException("cannot make a message: " + e.getMessage());
    }
  }

  /** dbus-java makes one of a call that it has read itself; we read calls. */
  private static final class Reply extends MethodReturn {
    Reply(Incoming call, @Nullable String signature, Object[] arguments) throws DBusException {
      super(
          Endian.LITTLE,
          Objects.requireNonNull(call.sender()),
          call.serial(),
          signature,
          arguments);
    }
  }

  private interface Maker {
    Message make() throws DBusException;
  }
}
