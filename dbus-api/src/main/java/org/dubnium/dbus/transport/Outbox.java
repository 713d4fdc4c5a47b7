package org.dubnium.dbus.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** Messages on their way out, in order. */
final class Outbox {
  private final SocketChannel channel;
  private final int limit;
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private int waitingBytes;

  /**
   * @param channel does not block
   * @param limit most bytes that may wait
   */
  Outbox(SocketChannel channel, int limit) {
    this.channel = channel;
    this.limit = limit;
  }

  /** Writes the message, or keeps what the socket does not take. Returns whether all is written. */
  synchronized boolean send(byte[] message) throws IOException {
    if (waitingBytes + message.length > limit) {
      throw new IOException("the bus does not take our messages");
    }
    ByteBuffer bytes = ByteBuffer.wrap(message);
    if (waiting.isEmpty()) {
      channel.write(bytes);
    }
    if (bytes.hasRemaining()) {
      waiting.add(bytes);
      waitingBytes += bytes.remaining();
    }
    return waiting.isEmpty();
  }

  /** Writes as much as the socket takes. Returns whether nothing is left. */
  synchronized boolean flush() throws IOException {
    while (!waiting.isEmpty()) {
      ByteBuffer first = waiting.getFirst();
      waitingBytes -= channel.write(first);
      if (first.hasRemaining()) {
        return false;
      }
      waiting.removeFirst();
    }
    return true;
  }
}
