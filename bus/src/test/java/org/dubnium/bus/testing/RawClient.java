package org.dubnium.bus.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.MethodReturn;
import org.freedesktop.dbus.messages.constants.Endian;
import org.jspecify.annotations.Nullable;

/** A client that knows no contract and no manners: it sends whatever bytes it is given. */
public final class RawClient implements AutoCloseable {
  public static final int NO_REPLY = 1;

  private final SocketChannel socket;
  private final String uniqueName;

  private RawClient(SocketChannel socket) throws IOException {
    this.socket = socket;
    write("\0AUTH EXTERNAL\r\nDATA\r\n".getBytes(StandardCharsets.US_ASCII));
    readLine();
    readLine();
    write("BEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
    RawCall hello =
        new RawCall("org.freedesktop.DBus", "/org/freedesktop/DBus")
            .member("org.freedesktop.DBus", "Hello");
    this.uniqueName = (String) values(call(hello))[0];
  }

  static RawClient connect(Path path) throws IOException {
    return new RawClient(SocketChannel.open(UnixDomainSocketAddress.of(path)));
  }

  public String uniqueName() {
    return uniqueName;
  }

  /** Sends a call and returns its answer, whatever else comes before it. */
  public Message call(RawCall call) {
    return answerTo(send(call));
  }

  /** Sends a call and returns the serial that its answer will carry. */
  public long send(RawCall call) {
    Message message = call.message();
    write(bytes(message));
    return message.getSerial();
  }

  /** Sends a call whose header has a field that no revision of the protocol knows. */
  public void sendWithUnknownField(RawCall call) {
    write(withUnknownField(bytes(call.message())));
  }

  /** A message with one header field more, of a number and type that means nothing. */
  public static byte[] withUnknownField(byte[] plain) {
    ByteBuffer numbers = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    int bodyStart = 16 + ((numbers.getInt(12) + 7) & -8);
    numbers.putInt(12, bodyStart - 16 + 5);
    ByteArrayOutputStream extended = new ByteArrayOutputStream();
    extended.write(plain, 0, bodyStart);
    extended.writeBytes(new byte[] {42, 1, 'y', 0, 7, 0, 0, 0});
    extended.write(plain, bodyStart, plain.length - bodyStart);
    return extended.toByteArray();
  }

  /** The next answer to a call. */
  public Message answerTo(long serial) {
    while (true) {
      Message message = next();
      if ((message instanceof MethodReturn || message instanceof Error)
          && message.getReplySerial() == serial) {
        return message;
      }
    }
  }

  /** The next answer to any call. */
  public Message nextAnswer() {
    while (true) {
      Message message = next();
      if (message instanceof MethodReturn || message instanceof Error) {
        return message;
      }
    }
  }

  /** Sends a signal to one connection, which no match rule can keep out. */
  public void sendSignal(
      String destination, String path, String interfaceName, String member, String argument) {
    try {
      Message call =
          new MessageFactory(Endian.LITTLE)
              .createMethodCall(
                  null, destination, path, interfaceName, member, (byte) 1, "s", argument);
      byte[] bytes = bytes(call);
      bytes[1] = 4;
      write(bytes);
    } catch (DBusException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A message as the bytes that dbus-java made of it. */
  public static byte[] bytes(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : message.getWireData()) {
      if (part != null) {
        bytes.writeBytes(part);
      }
    }
    return bytes.toByteArray();
  }

  /** The values of a message. */
  public static Object[] values(Message message) {
    try {
      return message.getParameters();
    } catch (DBusException e) {
      throw new IllegalStateException(e);
    }
  }

  public void write(byte[] bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        socket.write(buffer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Message next() {
    try {
      byte[] start = read(16);
      ByteBuffer numbers =
          ByteBuffer.wrap(start)
              .order(start[0] == 'B' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      byte[] fields = read((numbers.getInt(12) + 7) & -8);
      byte[] header = new byte[8 + fields.length];
      System.arraycopy(start, 12, header, 0, 4);
      System.arraycopy(fields, 0, header, 8, fields.length);
      byte[] body = read(numbers.getInt(4));
      return MessageFactory.createMessage(start[1], Arrays.copyOf(start, 12), header, body, null);
    } catch (IOException | DBusException e) {
      throw new IllegalStateException("cannot read from the bus", e);
    }
  }

  private byte[] read(int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (socket.read(buffer) < 0) {
        throw new EOFException("the bus closed the connection");
      }
    }
    return buffer.array();
  }

  private void readLine() throws IOException {
    while (read(1)[0] != '\n') {
      // The answers of the handshake are not looked at: if it fails, Hello does.
    }
  }

  /** The name of an error, or the empty text for a return. */
  public static String errorName(Message answer) {
    @Nullable String name = answer instanceof Error ? answer.getName() : null;
    return name == null ? "" : name;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
