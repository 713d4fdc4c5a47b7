package org.dubnium.bus.transport;

import java.nio.ByteBuffer;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.Signature;
import org.dubnium.bus.wire.ValueReader;
import org.dubnium.bus.wire.WireException;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.MethodReturn;
import org.jspecify.annotations.Nullable;

/**
 * A message that arrived: its header read, its body not yet.
 *
 * @param message its header
 * @param body null if the message was longer than we take
 * @param size bytes that it occupies here
 */
public record Incoming(Message message, @Nullable ByteBuffer body, int size) {
  private static final int NO_REPLY_EXPECTED = 1;
  private static final int ALLOW_INTERACTIVE_AUTHORIZATION = 4;

  /** The types of message. */
  public enum Kind {
    CALL,
    RETURN,
    ERROR,
    SIGNAL
  }

  public Kind kind() {
    return switch (message) {
      case MethodCall _ -> Kind.CALL;
      case MethodReturn _ -> Kind.RETURN;
      case Error _ -> Kind.ERROR;
      default -> Kind.SIGNAL;
    };
  }

  /** Unique name, set by the bus and so beyond doubt. */
  public @Nullable String sender() {
    return message.getSource();
  }

  public @Nullable String path() {
    return message.getPath();
  }

  public @Nullable String interfaceName() {
    return message.getInterface();
  }

  /** The member's name, or the error's. */
  public @Nullable String name() {
    return message.getName();
  }

  public long replySerial() {
    return message.getReplySerial();
  }

  /** Whether the caller wants an answer; if not, then not even an error. */
  public boolean wantsReply() {
    return (message.getFlags() & NO_REPLY_EXPECTED) == 0;
  }

  /** Whether the caller is prepared to wait while a person authenticates. */
  public boolean allowsInteraction() {
    return (message.getFlags() & ALLOW_INTERACTIVE_AUTHORIZATION) != 0;
  }

  /** The types of the body's values, as the header says. */
  public String signature() {
    String signature = message.getSig();
    return signature == null ? "" : signature;
  }

  /**
   * Reads the body.
   *
   * @throws WireException if it is not here, or does not hold what the signature says
   */
  public Arguments arguments() {
    if (body == null) {
      throw new WireException("cannot read a message that is too long");
    }
    return ValueReader.read(Signature.parse(signature()), body);
  }

  /** Whether the body is here. */
  public boolean isComplete() {
    return body != null;
  }
}
