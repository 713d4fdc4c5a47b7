package org.dubnium.fleet.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may have how many connections, with a kernel's table that says whose they are. */
@Timeout(120)
class ConnectionsTest {

  private static final int CONNECTIONS = 150;
  private static final int OF_SOURCE = 100;

  /** Users by the loopback addresses that their connections come from. */
  private static final String ALICE = "127.0.77.1";

  private static final String BOB = "127.0.77.2";
  private static final int FIRST_PORT = 21000;

  private static final Limits LIMITS =
      new Limits(
          CONNECTIONS,
          OF_SOURCE,
          10,
          10,
          10,
          10,
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1));

  @TempDir private Path folder;
  private final List<Socket> open = new ArrayList<>();
  private Connections connections = new Connections(LIMITS);
  private WebServer server;

  @BeforeEach
  void serve() throws Exception {
    Path table = folder.resolve("tcp");
    connections = new Connections(LIMITS, new SocketOwners(List.of(table)));
    server =
        WebServer.start(
            AnyPort.of(InetAddress.getLoopbackAddress()),
            connections,
            new Hello(),
            (_, _, _) -> false);
    StringBuilder rows = new StringBuilder("header\n");
    for (int i = 0; i < 1200; i++) {
      rows.append(row(1, i, 1000)).append(row(2, i, 1001));
    }
    Files.writeString(table, rows);
  }

  private String row(int user, int number, long uid) {
    return " 0: %02X4D007F:%04X 0100007F:%04X 01 0:0 00:0 0 %d 0 2\n"
        .formatted(user, FIRST_PORT + number, server.address().getPort(), uid);
  }

  private static final class Hello extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.write(true, ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)), callback);
      return true;
    }
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    server.close();
  }

  private Socket connect(String from, int number) throws IOException {
    Socket socket = new Socket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), FIRST_PORT + number));
    socket.connect(server.address());
    open.add(socket);
    return socket;
  }

  private static boolean isAnswered(Socket socket) throws IOException {
    try {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)
          .equals("HTTP/1.1 200");
    } catch (SocketException cutOff) {
      return false;
    }
  }

  @Test
  void oneUsersElevenHundredLeaveAnotherTheirAnswer() throws Exception {
    for (int i = 0; i < 1100; i++) {
      var _ = connect(ALICE, i);
    }
    for (int i = 0; i < 20; i++) {
      assertTrue(isAnswered(connect(BOB, i)), "bob's " + i);
    }
    assertTrue(connections.size() <= CONNECTIONS, connections.size() + " are open");
  }

  @Test
  void whereTheKernelSaysNothingNobodyIsCutOffForIt() throws Exception {
    Files.delete(folder.resolve("tcp"));
    for (int i = 0; i < OF_SOURCE; i++) {
      assertTrue(isAnswered(connect(ALICE, i)), "the " + i + "th");
    }
    assertEquals(OF_SOURCE, connections.size());
    assertFalse(isAnswered(connect(ALICE, OF_SOURCE)));
  }

  @Test
  void whoIsGoneAlreadyIsCutOffOnceThereAreMany() throws Exception {
    for (int i = 0; i < Connections.LOOK_UP_FROM; i++) {
      // Beyond those that the table has.
      assertTrue(isAnswered(connect(ALICE, 2000 + i)));
    }
    assertTrue(isAnswered(connect(BOB, 0)));
    until(() -> connections.size() == 1);
  }

  @Test
  void whatIsClosedIsGivenBack() throws Exception {
    for (int i = 0; i < 90; i++) {
      assertTrue(isAnswered(connect(ALICE, i)));
    }
    for (Socket socket : open) {
      socket.close();
    }
    until(() -> connections.size() == 0);
  }

  private void until(BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!holds.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, connections.size() + " are open");
      Thread.onSpinWait();
    }
  }
}
