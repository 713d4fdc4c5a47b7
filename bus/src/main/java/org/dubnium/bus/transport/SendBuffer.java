package org.dubnium.bus.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Messages on their way out, in order. */
final class SendBuffer {
  private final WritableByteChannel channel;
  private final int limit;
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private int waitingBytes;

  /** Bytes ever taken, and ever written. */
  private long taken;

  private long gone;
  private boolean closed;

  /**
   * @param channel does not block
   * @param limit most bytes that may wait
   */
  SendBuffer(WritableByteChannel channel, int limit) {
    this.channel = channel;
    this.limit = limit;
  }

  /** Writes the message, or keeps what the socket does not take. Returns whether all is written. */
  boolean send(byte[] message) throws IOException {
    lock.lock();
    try {
      if (waitingBytes + message.length > limit) {
        throw new IOException("the bus does not take our messages");
      }
      taken += message.length;
      ByteBuffer bytes = ByteBuffer.wrap(message);
      if (waiting.isEmpty()) {
        gone += channel.write(bytes);
      }
      if (bytes.hasRemaining()) {
        waiting.add(bytes);
        waitingBytes += bytes.remaining();
      }
      return waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Writes as much as the socket takes. Returns whether nothing is left. */
  boolean flush() throws IOException {
    lock.lock();
    try {
      while (!waiting.isEmpty()) {
        ByteBuffer first = waiting.getFirst();
        int count = channel.write(first);
        waitingBytes -= count;
        gone += count;
        if (count > 0) {
          written.signalAll();
        }
        if (first.hasRemaining()) {
          return false;
        }
        waiting.removeFirst();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether so much waits that no more should be read, since what is read is answered. */
  boolean isBehind() {
    lock.lock();
    try {
      return waitingBytes > limit / 4;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until so many bytes more would fill at most half of the buffer, or the time is over. */
  void awaitRoom(int length, long millis) throws InterruptedException {
    await(millis, () -> waitingBytes == 0 || waitingBytes + length <= limit / 2);
  }

  /** Waits until all is written that was sent before this, or the time is over. */
  void awaitWritten(long millis) throws InterruptedException {
    long mark = taken();
    await(millis, () -> gone >= mark);
  }

  private long taken() {
    lock.lock();
    try {
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void await(long millis, Check check) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!closed && nanos > 0 && !check.holds()) {
        nanos = written.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends every wait, now and from now on: the connection is closed. */
  void close() {
    lock.lock();
    try {
      closed = true;
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A condition that is waited for; asked while the lock is held. */
  @FunctionalInterface
  private interface Check {
    boolean holds();
  }
}
