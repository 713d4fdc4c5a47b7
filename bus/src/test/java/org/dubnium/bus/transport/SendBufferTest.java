package org.dubnium.bus.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SendBufferTest {
  private static final int LIMIT = 100;
  private static final long MINUTE = 60_000;

  private final Socket socket = new Socket();
  private final SendBuffer outbox = new SendBuffer(socket, LIMIT);

  /** Takes as many bytes as its buffer has room for, as a socket that does not block. */
  private static final class Socket implements WritableByteChannel {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int room;

    @Override
    public int write(ByteBuffer bytes) {
      int count = Math.min(room, bytes.remaining());
      byte[] piece = new byte[count];
      bytes.get(piece);
      taken.writeBytes(piece);
      room -= count;
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private interface Wait {
    void run() throws InterruptedException;
  }

  private static byte[] message(int length, int fill) {
    byte[] message = new byte[length];
    Arrays.fill(message, (byte) fill);
    return message;
  }

  /** Begins to wait; returns the thread once it waits or has come to its end. */
  private static Thread begin(Wait wait) {
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    wait.run();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
      Thread.onSpinWait();
    }
    return thread;
  }

  private static boolean waits(Wait wait) {
    Thread thread = begin(wait);
    boolean alive = thread.isAlive();
    thread.interrupt();
    return alive;
  }

  @Test
  void messageThatFitsLeavesAtOnce() throws IOException {
    socket.room = 10;
    assertTrue(outbox.send(message(10, 1)));
    assertArrayEquals(message(10, 1), socket.taken.toByteArray());
  }

  @Test
  void whatTheSocketDoesNotTakeFollowsInOrder() throws IOException {
    socket.room = 15;
    assertTrue(outbox.send(message(10, 1)));
    assertFalse(outbox.send(message(10, 2)));
    socket.room = 10;
    assertFalse(outbox.send(message(10, 3)));
    assertFalse(outbox.flush());
    assertEquals(25, socket.taken.size());
    socket.room = 100;
    assertTrue(outbox.flush());

    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (int i = 1; i <= 3; i++) {
      sent.writeBytes(message(10, i));
    }
    assertArrayEquals(sent.toByteArray(), socket.taken.toByteArray());
    assertTrue(outbox.send(message(10, 4)));
    assertEquals(40, socket.taken.size());
  }

  @Test
  void moreThanTheLimitMayNotWait() throws IOException {
    socket.room = 10;
    assertFalse(outbox.send(message(60, 1)));
    assertFalse(outbox.send(message(50, 2)));
    IOException refused = assertThrows(IOException.class, () -> outbox.send(message(1, 3)));
    assertEquals("the bus does not take our messages", refused.getMessage());

    socket.room = 20;
    assertFalse(outbox.flush());
    assertFalse(outbox.send(message(20, 4)));
    assertThrows(IOException.class, () -> outbox.send(message(1, 5)));
  }

  @ParameterizedTest
  @CsvSource({"0, false", "25, false", "26, true", "100, true"})
  void isBehindWithMoreThanAQuarter(int waiting, boolean behind) throws IOException {
    outbox.send(message(waiting, 1));
    assertEquals(behind, outbox.isBehind());
    socket.room = 100;
    outbox.flush();
    assertFalse(outbox.isBehind());
  }

  @ParameterizedTest
  @CsvSource({"30, 20, false", "30, 21, true", "0, 90, false", "1, 50, true"})
  void roomIsHalfOfWhatMayWait(int waiting, int length, boolean waits) throws IOException {
    outbox.send(message(waiting, 1));
    assertEquals(waits, waits(() -> outbox.awaitRoom(length, MINUTE)));
  }

  @Test
  void roomComesAsTheSocketTakesMore() throws Exception {
    outbox.send(message(60, 1));
    Thread thread = begin(() -> outbox.awaitRoom(10, MINUTE));
    socket.room = 20;
    outbox.flush();
    thread.join();
  }

  @Test
  void waitsForWhatWasSentBeforeAndNoMore() throws Exception {
    assertFalse(waits(() -> outbox.awaitWritten(MINUTE)));
    socket.room = 5;
    outbox.send(message(10, 1));
    assertTrue(waits(() -> outbox.awaitWritten(MINUTE)));
    Thread thread = begin(() -> outbox.awaitWritten(MINUTE));
    outbox.send(message(10, 2));
    socket.room = 5;
    assertFalse(outbox.flush());
    thread.join();
    assertTrue(waits(() -> outbox.awaitWritten(MINUTE)));
  }

  @Test
  void aWaitHasAnEnd() throws Exception {
    outbox.send(message(100, 1));
    outbox.awaitRoom(10, 1);
    outbox.awaitWritten(1);
    assertFalse(outbox.flush());
  }

  @Test
  void nobodyWaitsForAConnectionThatIsClosed() throws Exception {
    outbox.send(message(100, 1));
    Thread thread = begin(() -> outbox.awaitRoom(10, MINUTE));
    outbox.close();
    thread.join();
    assertFalse(waits(() -> outbox.awaitRoom(10, MINUTE)));
  }
}
