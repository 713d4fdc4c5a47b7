package org.dubnium.dbus.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
  private static final int LIMIT = 1 << 20;

  @TempDir private Path folder;
  private SocketChannel ours;
  private SocketChannel theirs;
  private Outbox outbox;

  @BeforeEach
  void connect() throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      ours = SocketChannel.open(address);
      theirs = server.accept();
    }
    ours.configureBlocking(false);
    outbox = new Outbox(ours, LIMIT);
  }

  @AfterEach
  void disconnect() throws IOException {
    ours.close();
    theirs.close();
  }

  private static byte[] message(int fill) {
    byte[] message = new byte[10_000];
    Arrays.fill(message, (byte) fill);
    return message;
  }

  private byte[] read(int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining() && theirs.read(buffer) >= 0) {
      outbox.flush();
    }
    return buffer.array();
  }

  @Test
  void messageThatFitsLeavesAtOnce() throws IOException {
    assertTrue(outbox.send(message(1)));
    assertArrayEquals(message(1), read(10_000));
  }

  @Test
  void whatTheSocketDoesNotTakeFollowsInOrder() throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    int count = 0;
    boolean all = true;
    while (all) {
      all = outbox.send(message(count));
      sent.writeBytes(message(count++));
    }
    assertFalse(outbox.flush());
    outbox.send(message(count));
    sent.writeBytes(message(count++));

    assertArrayEquals(sent.toByteArray(), read(sent.size()));
    assertTrue(outbox.flush());
  }

  @Test
  void peerThatReadsNothingEndsTheConnection() {
    IOException refused =
        assertThrows(
            IOException.class,
            () -> {
              for (int sent = 0; sent < 4 * LIMIT; sent += 10_000) {
                outbox.send(message(1));
              }
            });

    assertEquals("the bus does not take our messages", refused.getMessage());
  }
}
