package org.dubnium.fleet.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dubnium.fleet.listen.AnyPort;
import org.dubnium.fleet.listen.Limits;
import org.dubnium.fleet.web.EventHub;
import org.dubnium.fleet.web.Json;
import org.dubnium.fleet.web.Problem;
import org.dubnium.fleet.web.Request;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take their time, or come in numbers, against a server whose limits are low. */
@Timeout(120)
class SlowClientTest {

  private static final String AND_A_BODY = "\r\nContent-Length: 100000\r\n\r\n{\"a\":\"";
  private static final int CONNECTIONS = 20;
  private static final int STREAMS = 4;

  private final EventHub events = new EventHub();
  private final CountDownLatch thinking = new CountDownLatch(1);
  private TestApi api = serve(Duration.ofSeconds(1));

  SlowClientTest() throws IOException {}

  /** With that time for a head, a body and an answer each. */
  private TestApi serve(Duration deadline) throws IOException {
    Router router =
        new Router()
            .on("GET", "/healthz", request -> Response.json(Map.of("status", "ok")))
            .on("POST", "/api/things", request -> Response.json(Json.object(request.body())))
            .on("GET", "/api/events", request -> events.open())
            .on("GET", "/api/large", request -> Response.text("text/plain", "x".repeat(1 << 25)))
            .on("POST", "/api/slow", request -> slow(request));
    Limits limits =
        new Limits(
            CONNECTIONS, CONNECTIONS, 8, 8, STREAMS, STREAMS, deadline, deadline, deadline);
    return new TestApi(router, AnyPort.of(InetAddress.getLoopbackAddress()), limits);
  }

  private Response slow(Request request) throws Problem, IOException, InterruptedException {
    var _ = Json.object(request.body());
    thinking.await();
    return Response.noContent();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.server.address().getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }

  private boolean answers() throws IOException {
    try (Socket socket = connect()) {
      write(socket, get("/healthz"));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .startsWith("HTTP/1.1 200");
    } catch (SocketException cutOff) {
      return false;
    }
  }

  /** Sends a byte whenever nothing comes for a moment; returns once it is cut off. */
  private static void untilCutOff(Socket socket) throws IOException {
    socket.setSoTimeout(50);
    while (true) {
      try {
        write(socket, "x");
        if (socket.getInputStream().read() < 0) {
          return;
        }
      } catch (SocketTimeoutException goesOn) {
        // Not yet: the test's own limit of time ends it.
      } catch (SocketException cutOff) {
        return;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
        "POST /api/things HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TestApi.TOKEN + AND_A_BODY,
        "POST /api/things HTTP/1.1\r\nHost: localhost" + AND_A_BODY,
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      })
  void whoeverSendsByteByByteIsCutOff(String beginning) throws Exception {
    try (Socket slow = connect()) {
      write(slow, beginning);
      assertTrue(answers());
      untilCutOff(slow);
    }
    assertTrue(answers());
  }

  @Test
  void whoeverSendsNothingIsCutOff() throws Exception {
    untilASilentOneIsCutOff();
    assertTrue(answers());
  }

  private void untilASilentOneIsCutOff() throws IOException {
    try (Socket silent = connect()) {
      assertEquals(-1, silent.getInputStream().read());
    }
  }

  @Test
  void whoeverDoesNotReadIsCutOff() throws Exception {
    try (Socket deaf = connect()) {
      write(deaf, get("/api/large"));
      until(() -> api.server.connections() == 1);
      until(() -> api.server.connections() == 0);
    }
  }

  @Test
  void whoIsThoughtAboutForLongIsAnswered() throws Exception {
    try (Socket patient = connect()) {
      String body = "{}";
      write(
          patient,
          "POST /api/slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + TestApi.TOKEN + "\r\n"
              + "Content-Length: 2\r\n\r\n"
              + body);
      // Another that began as early has been cut off long since.
      untilASilentOneIsCutOff();
      untilASilentOneIsCutOff();
      thinking.countDown();
      String answer =
          new String(patient.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 204 "), answer);
    }
  }

  @Test
  void thereAreOnlySoManyConnections() throws Exception {
    api.close();
    api = serve(Duration.ofMinutes(10));
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        Socket socket = connect();
        write(socket, "GET /healthz HTTP/1.1\r\nHost: local");
        open.add(socket);
      }
      // They are taken in side by side, in no order.
      until(() -> api.server.connections() == CONNECTIONS);
      assertFalse(answers());
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    until(this::answers);
  }

  @Test
  void whoListensNoMoreLeavesItsPlaceToOthers() throws Exception {
    List<Socket> listeners = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      listeners.add(listen());
    }
    assertEquals("HTTP/1.1 429 ", status());
    listeners.removeFirst().close();
    // Nothing is told to anybody meanwhile, and the next sign of life is 15 s away.
    until(() -> events.listeners() == STREAMS - 1);
    assertEquals("HTTP/1.1 200 ", status());
    for (Socket socket : listeners) {
      socket.close();
    }
    until(() -> events.listeners() == 0 && api.server.connections() == 0);
  }

  private Socket listen() throws Exception {
    int before = events.listeners();
    Socket socket = connect();
    write(socket, get("/api/events"));
    until(() -> events.listeners() > before);
    return socket;
  }

  private String status() throws IOException {
    try (Socket socket = connect()) {
      write(socket, get("/api/events"));
      return new String(socket.getInputStream().readNBytes(13), StandardCharsets.UTF_8);
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void until(Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < end, "it does not come to that");
      Thread.onSpinWait();
    }
  }
}
