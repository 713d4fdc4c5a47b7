package org.dubnium.bus.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.dubnium.bus.wire.WireException;
import org.freedesktop.dbus.connections.config.TransportConfig;
import org.freedesktop.dbus.connections.transports.AbstractTransport;
import org.freedesktop.dbus.connections.transports.TransportBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.InvalidBusAddressException;
import org.freedesktop.dbus.messages.Message;

/**
 * A socket to the bus that dbus-java connected and authenticated.
 *
 * <p>It does not block, for two reasons. A thread that is interrupted in a blocking write closes
 * its channel, and with it everybody's connection; and nobody who answers a call shall wait for the
 * bus. So a message is written by whoever sends it, with one system call, and what the bus does not
 * take at once is written by the reader as soon as it does.
 */
final class BusChannel implements AutoCloseable {
  private static final int READ_BUFFER = 32 << 10;

  /** Longest wait for the bus to take an answer, in milliseconds. */
  private static final long PATIENCE = 25_000;

  private final AbstractTransport transport;
  private final SocketChannel socket;
  private final Selector selector;
  private final SelectionKey key;
  private final Limits limits;
  private final SendBuffer outbox;

  private BusChannel(
      AbstractTransport transport,
      SocketChannel socket,
      Selector selector,
      SelectionKey key,
      Limits limits) {
    this.transport = transport;
    this.socket = socket;
    this.selector = selector;
    this.key = key;
    this.limits = limits;
    this.outbox = new SendBuffer(socket, limits.unsent());
  }

  /**
   * Connects and authenticates.
   *
   * @throws IOException if no socket of the address can be used; the reason of the last is given
   * @throws InterruptedException if the thread is interrupted, which closes the socket under it
   */
  static BusChannel open(BusAddress address, Limits limits)
      throws IOException, InterruptedException {
    IOException last = new IOException("cannot connect to the bus: its address is empty");
    for (String socket : address.sockets()) {
      try {
        return open(socket, limits);
      } catch (IOException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException("connecting to the bus was called off");
        }
        last = new IOException("cannot connect to the bus at " + socket + ": " + reason(e), e);
      }
    }
    throw last;
  }

  private static BusChannel open(String path, Limits limits) throws IOException {
    TransportConfig config = new TransportConfig();
    config.setBusAddress(
        org.freedesktop.dbus.connections.BusAddress.of("unix:path=").addParameter("path", path));
    config.setAutoConnect(false);
    try {
      AbstractTransport transport = TransportBuilder.create(config).build();
      return watched(transport, transport.connect(), limits);
    } catch (DBusException | InvalidBusAddressException e) {
      throw new IOException(reason(e), e);
    }
  }

  private static BusChannel watched(
      AbstractTransport transport, SocketChannel socket, Limits limits) throws IOException {
    Selector selector = Selector.open();
    try {
      socket.configureBlocking(false);
      return new BusChannel(
          transport, socket, selector, socket.register(selector, 0), limits);
    } catch (IOException e) {
      try (transport;
          selector) {
        throw e;
      }
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /**
   * Sends a message, from any thread, without waiting. Messages leave in the order of the calls.
   *
   * @throws IOException if the connection is gone, or the bus has not taken anything for so long
   *     that too much is waiting
   * @throws WireException if the message is too long for the protocol
   */
  void send(Message message) throws IOException {
    send(Outgoing.bytes(message));
  }

  private void send(byte[] message) throws IOException {
    if (!outbox.send(message)) {
      selector.wakeup();
    }
  }

  /**
   * Sends an answer and waits until the bus has taken it, within a limit: as long as it has not, the
   * answer occupies its caller's share.
   *
   * @throws IOException as {@link #send}
   */
  void sendAndAwait(Message message) throws IOException, InterruptedException {
    byte[] bytes = Outgoing.bytes(message);
    outbox.awaitRoom(bytes.length, PATIENCE);
    send(bytes);
    try {
      outbox.awaitWritten(PATIENCE);
    } catch (InterruptedException e) {
      // It is sent: nothing has failed that the caller could be told.
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Reads messages until the connection ends, on the calling thread, which is the reader from then
   * on.
   *
   * @throws IOException why it ended, always
   * @throws WireException if what comes are no messages
   */
  void readAll(Consumer<Incoming> sink) throws IOException {
    Framer framer = new Framer(limits, sink);
    ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BUFFER);
    try {
      while (true) {
        int write = outbox.flush() ? 0 : SelectionKey.OP_WRITE;
        // What is read gives cause to answer, which is no use while the bus takes no answers.
        int read = outbox.isBehind() ? 0 : SelectionKey.OP_READ;
        key.interestOps(read | write);
        selector.select();
        selector.selectedKeys().clear();
        if (read != 0) {
          readAvailable(framer, buffer);
        }
      }
    } catch (CancelledKeyException | ClosedSelectorException e) {
      throw new EOFException("the connection was closed");
    }
  }

  private void readAvailable(Framer framer, ByteBuffer buffer) throws IOException {
    int count;
    do {
      buffer.clear();
      count = socket.read(buffer);
      if (count < 0) {
        throw new EOFException("the bus closed the connection");
      }
      framer.accept(buffer.flip());
    } while (count == buffer.capacity());
  }

  /** Ends the connection; the reader returns. */
  @Override
  public void close() throws IOException {
    outbox.close();
    try (selector) {
      transport.close();
    }
  }
}
