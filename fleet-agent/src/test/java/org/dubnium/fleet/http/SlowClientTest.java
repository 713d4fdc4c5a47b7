package org.dubnium.fleet.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take their time, or come in numbers, against a server in a process of its own. */
class SlowClientTest {

  private static final int MOST = 20;
  private static final int BYTES = 2000;

  private final Process process;
  private final int port;

  SlowClientTest() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsun.net.httpserver.maxReqTime=1",
                "-Djdk.httpserver.maxConnections=" + MOST,
                "-cp",
                System.getProperty("java.class.path"),
                SlowServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said = process.inputReader();
    port = Integer.parseInt(String.valueOf(said.readLine()));
    assertEquals("3600", said.readLine());
  }

  @AfterEach
  void stop() throws Exception {
    process.getOutputStream().close();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private boolean answers() throws IOException {
    try (Socket socket = connect()) {
      write(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .startsWith("HTTP/1.1 200");
    } catch (SocketException cutOff) {
      return false;
    }
  }

  /** Sends a byte now and then; returns once it is cut off. */
  private static boolean isCutOff(Socket socket) throws InterruptedException {
    for (int i = 0; i < BYTES; i++) {
      try {
        write(socket, "x");
        socket.setSoTimeout(100);
        if (socket.getInputStream().read() < 0) {
          return true;
        }
      } catch (java.net.SocketTimeoutException goesOn) {
        TimeUnit.MILLISECONDS.sleep(1);
      } catch (IOException reset) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
        "POST /api/things HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer token\r\n"
            + "Content-Length: 100000\r\n\r\n{\"a\":\"",
      })
  void whoeverSendsByteByByteIsCutOff(String beginning) throws Exception {
    try (Socket slow = connect()) {
      write(slow, beginning);
      assertTrue(answers());
      assertTrue(isCutOff(slow));
    }
    assertTrue(answers());
  }

  @Test
  void thereAreOnlySoManyConnections() throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < MOST; i++) {
        Socket socket = connect();
        write(socket, "GET /healthz HTTP/1.1\r\nHost: local");
        open.add(socket);
      }
      assertFalse(answers());
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!answers()) {
      assertTrue(System.nanoTime() < end, "it does not answer again");
    }
  }
}
